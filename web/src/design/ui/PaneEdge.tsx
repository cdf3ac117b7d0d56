import type { KeyboardEvent, PointerEvent } from "react";
import { cx } from "@/lib/cx";
import type { PaneWidth } from "@/lib/usePaneWidth";

const step = 16;

type Props = {
  pane: PaneWidth;
  label: string;
  /** On which side of its column it stands. */
  side: "left" | "right";
};

/** The edge of a column, to be dragged or moved by arrow keys. A double click gives the column its usual width again. */
export function PaneEdge({ pane: { width, limits, resize }, label, side }: Props) {
  // To the right is wider for a column whose right edge it is.
  const outward = side === "right" ? 1 : -1;

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const handle = event.currentTarget;
    handle.focus({ preventScroll: true });
    const from = event.clientX;
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => resize(width + (moved.clientX - from) * outward);
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", () => handle.removeEventListener("pointermove", move), {
      once: true,
    });
  };

  const byKey = (event: KeyboardEvent) => {
    const wanted = {
      ArrowLeft: width - step * outward,
      ArrowRight: width + step * outward,
      Home: limits.narrowest,
      End: limits.widest,
    }[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    resize(wanted);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be focused and moved.
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={limits.narrowest}
      aria-valuemax={limits.widest}
      tabIndex={0}
      onPointerDown={drag}
      // Else a text that a double click has selected would be dragged instead.
      onMouseDown={(event) => event.preventDefault()}
      onDoubleClick={() => resize(limits.usual)}
      onKeyDown={byKey}
      className={cx(
        "absolute inset-y-0 z-10 w-2 cursor-col-resize touch-none rounded-full transition-colors duration-90 hover:bg-row-hover focus-visible:outline-offset-[-2px]",
        side === "right" ? "-right-2" : "-left-2",
      )}
    />
  );
}
