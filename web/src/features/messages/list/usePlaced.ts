import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { VirtualizerHandle } from "virtua";
import type { Placement } from "./anchors";

/** A list that never stands still is shown after this many frames. */
const mostFrames = 60;

/**
 * Scrolls the list to where it opens, again in every frame until the row that it opens at stands where it stood the
 * frame before. Until then nothing is shown, so that nobody sees it move; that is a frame for a list whose heights are
 * known, and two for others.
 */
export function usePlaced(
  list: RefObject<VirtualizerHandle | null>,
  scroller: RefObject<HTMLElement | null>,
  placement: Placement,
): boolean {
  const [isPlaced, setPlaced] = useState(false);
  const first = useRef(placement);

  useLayoutEffect(() => {
    const { index, ...how } = first.current;
    let frame = 0;
    let frames = 0;
    let last = Number.NaN;
    const place = () => {
      const { current: handle } = list;
      if (!handle || !scroller.current) return;
      const now = handle.getItemOffset(index) - scroller.current.scrollTop;
      // Shown in this frame, and not in the next.
      if ((handle.viewportSize > 0 && now === last) || frames++ > mostFrames) return flushSync(() => setPlaced(true));
      last = now;
      handle.scrollToIndex(index, how);
      frame = requestAnimationFrame(place);
    };
    place();
    return () => cancelAnimationFrame(frame);
  }, [list, scroller]);

  return isPlaced;
}
