import { type RefObject, useEffect, useRef, useState } from "react";

/** Pages are fetched when the reader comes this near to an edge, so that the edge is hardly ever seen. */
const nearEdge = 1000;

export type Edges = {
  atStart: boolean;
  atEnd: boolean;
  /** Fetches rows before the first; `settled` resolves when they may be put in. */
  loadOlder: (settled: () => Promise<void>) => Promise<void>;
  loadNewer: () => Promise<void>;
};

type Options = Edges & { scroller: RefObject<HTMLElement | null>; isPlaced: boolean; rows: readonly unknown[] };

/** Sees to it that there is always something beyond the edges of the screen. */
export function useEdges({ scroller, isPlaced, rows, atStart, atEnd, loadOlder, loadNewer }: Options) {
  const [isBusy, setBusy] = useState(false);
  const isFailed = useRef(false);
  const finger = useFinger(scroller);

  const load = async (task: () => Promise<void>) => {
    setBusy(true);
    // A page that could not be fetched is asked for again with the next scroll, not in a loop.
    await task().catch(() => {
      isFailed.current = true;
    });
    setBusy(false);
  };

  const check = () => {
    const { current: element } = scroller;
    if (!element || !isPlaced || isBusy) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    if (!atStart && scrollTop < nearEdge) void load(() => loadOlder(finger.lifted));
    else if (!atEnd && scrollHeight - clientHeight - scrollTop < nearEdge) void load(loadNewer);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: more rows may still not fill the screen
  useEffect(() => {
    if (!isFailed.current) check();
    isFailed.current = false;
  }, [rows, isPlaced, isBusy, atStart, atEnd]);

  return { isBusy, check };
}

/**
 * Rows put in above the first one while a finger pulls the list down past its start make Safari jump. So they wait
 * until the finger is lifted.
 */
function useFinger(scroller: RefObject<HTMLElement | null>) {
  const isDown = useRef(false);
  const waiting = useRef<(() => void)[]>([]);

  useEffect(() => {
    const { current: element } = scroller;
    if (!element) return;
    const down = () => {
      isDown.current = true;
    };
    const up = () => {
      isDown.current = false;
      for (const resolve of waiting.current.splice(0)) resolve();
    };
    element.addEventListener("touchstart", down, { passive: true });
    element.addEventListener("touchend", up, { passive: true });
    element.addEventListener("touchcancel", up, { passive: true });
    return () => {
      up();
      element.removeEventListener("touchstart", down);
      element.removeEventListener("touchend", up);
      element.removeEventListener("touchcancel", up);
    };
  }, [scroller]);

  const lifted = () =>
    new Promise<void>((resolve) => {
      if (isDown.current && (scroller.current?.scrollTop ?? 0) <= 0) waiting.current.push(resolve);
      else resolve();
    });
  return { lifted };
}
