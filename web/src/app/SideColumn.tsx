import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";
import { t } from "@/lib/i18n/t";
import { readJson, writeJson } from "@/lib/storage";

const key = "echo:sidebar-width";
const usual = 252;
const narrowest = 220;
const widest = 360;
const step = 16;

const clamp = (width: number) => Math.min(widest, Math.max(narrowest, Math.round(width)));

/** The column of the sidebar. Its edge can be dragged; the width is kept on the device, and a double click resets it. */
export function SideColumn({ children }: { children: (edge: ReactNode) => ReactNode }) {
  const [width, setWidth] = useState(() => clamp(readJson<number>(key) ?? usual));
  const resize = (wanted: number) => {
    setWidth(clamp(wanted));
    writeJson(key, clamp(wanted));
  };
  return (
    <div className="relative mr-2 flex min-h-0 flex-none flex-col pr-0.5" style={{ width }}>
      {children(<Edge width={width} onResize={resize} />)}
    </div>
  );
}

type EdgeProps = { width: number; onResize: (width: number) => void };

function Edge({ width, onResize }: EdgeProps) {
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const handle = event.currentTarget;
    const from = event.clientX;
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => onResize(width + moved.clientX - from);
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", () => handle.removeEventListener("pointermove", move), {
      once: true,
    });
  };

  const byKey = (event: KeyboardEvent) => {
    const change = { ArrowLeft: -step, ArrowRight: step }[event.key];
    if (change) onResize(width + change);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be focused and moved.
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t("sidebar.resize")}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      tabIndex={0}
      onPointerDown={drag}
      onDoubleClick={() => onResize(usual)}
      onKeyDown={byKey}
      className="absolute inset-y-0 -right-2 w-2 cursor-col-resize touch-none rounded-full transition-colors duration-90 hover:bg-row-hover focus-visible:outline-offset-[-2px]"
    />
  );
}
