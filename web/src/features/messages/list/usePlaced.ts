import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import type { Placement } from "./anchors";

/**
 * Scrolls the list to where it opens. Until its rows are measured and in their place nothing is shown, so that nobody
 * sees them move; that is two frames.
 */
export function usePlaced(list: RefObject<VirtualizerHandle | null>, placement: Placement): boolean {
  const [isPlaced, setPlaced] = useState(false);
  const first = useRef(placement);

  useLayoutEffect(() => {
    const { index, ...how } = first.current;
    list.current?.scrollToIndex(index, how);
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setPlaced(true));
    });
    return () => cancelAnimationFrame(frame);
  }, [list]);

  return isPlaced;
}
