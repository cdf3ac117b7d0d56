import type { ReactNode } from "react";
import { PaneEdge } from "@/design/ui/PaneEdge";
import { t } from "@/lib/i18n/t";
import { usePaneWidth } from "@/lib/usePaneWidth";

const limits = { key: "echo:sidebar-width", usual: 252, narrowest: 220, widest: 360 };

/** The column of the sidebar. Its edge can be dragged; the width is kept on the device, and a double click resets it. */
export function SideColumn({ children }: { children: (edge: ReactNode) => ReactNode }) {
  const pane = usePaneWidth(limits);
  return (
    <div className="relative mr-2 flex min-h-0 flex-none flex-col pr-0.5" style={{ width: pane.width }}>
      {children(<PaneEdge pane={pane} label={t("sidebar.resize")} side="right" />)}
    </div>
  );
}
