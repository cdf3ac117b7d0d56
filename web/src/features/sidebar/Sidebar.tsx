import { Search, SquarePen } from "lucide-react";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { useOwnUser } from "@/api/session";
import type { Membership } from "@/api/types";
import { IconButton, Kbd } from "@/design/ui";
import { WorkspaceMenu } from "@/features/workspaces";
import { openDialog } from "@/lib/dialogs";
import { t } from "@/lib/i18n/t";
import { keysLabel } from "@/lib/keymap";
import { ChannelSection } from "./ChannelSection";
import { MoreUnreads } from "./MoreUnreads";
import { Places } from "./Places";
import { type RowAsked, rowAsked } from "./row-asked";
import { sectionsOf } from "./sections";

const RowMenu = lazy(() => import("./RowMenu"));

type Props = {
  workspace: Membership;
  channelId?: string | undefined;
  /** On a narrow screen the list is the page itself, and its name the first heading. */
  heading: "h1" | "h2";
  /** The handle that sets the width, where there is one. */
  edge?: ReactNode;
};

export function Sidebar({ workspace, channelId, heading: Heading, edge }: Props) {
  const me = useOwnUser().id;
  const sections = useMemo(() => sectionsOf(workspace, me), [workspace, me]);
  const [menu, setMenu] = useState<RowAsked | null>(null);
  const workspaceId = workspace.id;
  const common = { channelId, heading: Heading === "h1" ? "h2" : "h3" } as const;
  return (
    <nav aria-label={t("sidebar.label")} data-region="sidebar" className="flex min-h-0 flex-1 flex-col">
      <header className="flex h-12 flex-none items-center gap-1.5 pr-1 pl-1 max-desk:h-14 max-desk:pr-0.5">
        <Heading className="min-w-0 flex-1">
          <WorkspaceMenu workspace={workspace} />
        </Heading>
        <IconButton label={t("direct.new")} onClick={() => openDialog({ kind: "new-direct", workspaceId })}>
          <SquarePen />
        </IconButton>
      </header>
      <JumpField workspaceId={workspaceId} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears of the menus of the links in it. */}
      <div
        onContextMenu={(event) => {
          const asked = rowAsked(event);
          if (!asked) return;
          event.preventDefault();
          setMenu(asked);
        }}
        className="min-h-0 flex-1 overflow-y-auto pb-3 [scrollbar-width:none]"
      >
        <Places workspaceId={workspaceId} />
        {sections.map((section) => (
          <ChannelSection key={section.key} workspace={workspace} section={section} {...common} />
        ))}
        <MoreUnreads />
      </div>
      <Suspense>{menu && <RowMenu workspace={workspace} {...menu} onClose={() => setMenu(null)} />}</Suspense>
      {edge}
    </nav>
  );
}

const JumpField = ({ workspaceId }: { workspaceId: string }) => (
  <button
    type="button"
    aria-keyshortcuts="Control+K Meta+K"
    onClick={() => openDialog({ kind: "palette", workspaceId })}
    className="mr-1 mb-2.5 ml-1.5 flex h-9 flex-none items-center gap-2 rounded-chip bg-row-hover pr-2 pl-2.5 text-[14px] text-ink-3 max-desk:h-11 max-desk:rounded-lg max-desk:text-[16px] [&_svg]:size-4"
  >
    <Search aria-hidden="true" />
    {t("palette.open")}
    <span className="ml-auto max-desk:hidden">
      <Kbd>{keysLabel("jump")}</Kbd>
    </span>
  </button>
);
