import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import type { Placement } from "./anchors";

/** A list that stands still for this many frames is in its place. */
const steadyFrames = 2;
/** And one that never does is shown after this many. */
const mostFrames = 60;

/**
 * Scrolls the list to where it opens, again in every frame until measuring its rows moves nothing any more. Until then
 * nothing is shown, so that nobody sees them move; that is three frames when the machine is not busy.
 */
export function usePlaced(list: RefObject<VirtualizerHandle | null>, placement: Placement): boolean {
  const [isPlaced, setPlaced] = useState(false);
  const first = useRef(placement);

  useLayoutEffect(() => {
    const { index, ...how } = first.current;
    let frame = 0;
    let frames = 0;
    let steady = 0;
    let last = "";
    const place = () => {
      const { current: handle } = list;
      if (!handle) return;
      const now = `${handle.getItemOffset(index)} ${handle.scrollOffset} ${handle.scrollSize}`;
      steady = now === last ? steady + 1 : 0;
      last = now;
      if (steady >= steadyFrames || frames++ > mostFrames) return setPlaced(true);
      handle.scrollToIndex(index, how);
      frame = requestAnimationFrame(place);
    };
    place();
    return () => cancelAnimationFrame(frame);
  }, [list]);

  return isPlaced;
}
