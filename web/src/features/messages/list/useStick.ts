import { type RefObject, useCallback, useLayoutEffect, useRef } from "react";

/** Within this distance of the end the reader is taken to be at the end. */
const nearEnd = 80;
/** A scroll this soon after a wheel, a finger or a key is the reader's own. */
const intentMs = 1000;

type Options = {
  scroller: RefObject<HTMLElement | null>;
  content: RefObject<HTMLElement | null>;
  startsAtEnd: boolean;
  /** Whether the last row is the last of the channel; a list with more to come has no end to stay at. */
  hasEnd: boolean;
  onAtEnd: (isAtEnd: boolean) => void;
};

/**
 * Keeps the list at its end while the reader is there: whatever grows, a new row, the last row, a picture, the composer,
 * and whatever goes above. Only the reader's own scrolling up lets go.
 */
export function useStick({ scroller, content, startsAtEnd, hasEnd, onAtEnd }: Options) {
  const isStuck = useRef(startsAtEnd);
  const last = useRef({ top: 0, height: 0 });
  const told = useRef<boolean | null>(null);
  const wantsUp = useUpwardIntent(scroller);

  const tell = useCallback(() => {
    const isAtEnd = hasEnd && isStuck.current;
    if (told.current !== isAtEnd) onAtEnd(isAtEnd);
    told.current = isAtEnd;
  }, [hasEnd, onAtEnd]);

  const pin = useCallback(() => {
    if (hasEnd && isStuck.current && scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [hasEnd, scroller]);

  useLayoutEffect(() => {
    const observer = new ResizeObserver(pin);
    for (const { current } of [content, scroller]) if (current) observer.observe(current);
    return () => observer.disconnect();
  }, [pin, content, scroller]);

  useLayoutEffect(tell, [tell]);

  const measure = useCallback(() => {
    if (!scroller.current) return;
    const { scrollTop: top, scrollHeight: height, clientHeight } = scroller.current;
    const isNear = height - clientHeight - top <= nearEnd;
    // The list scrolls by itself, too, when rows above come, go or turn out higher; then its height changes.
    const isMovedUp = top < last.current.top && height === last.current.height;
    last.current = { top, height };
    isStuck.current = hasEnd && (isNear || (isStuck.current && !isMovedUp && !wantsUp()));
    tell();
  }, [scroller, hasEnd, tell, wantsUp]);

  const toEnd = () => {
    isStuck.current = true;
    pin();
    tell();
  };

  const release = () => {
    isStuck.current = false;
  };

  return { measure, toEnd, release };
}

/** Whether the reader has just done something to scroll up. */
function useUpwardIntent(scroller: RefObject<HTMLElement | null>): () => boolean {
  const lastAt = useRef(Number.NEGATIVE_INFINITY);

  useLayoutEffect(() => {
    const { current: element } = scroller;
    const note = () => {
      lastAt.current = performance.now();
    };
    const noteWheel = ({ deltaY }: WheelEvent) => deltaY < 0 && note();
    element?.addEventListener("wheel", noteWheel, { passive: true });
    // A press may take hold of the scrollbar.
    const others = ["touchmove", "pointerdown", "keydown"] as const;
    for (const type of others) element?.addEventListener(type, note, { passive: true });
    return () => {
      element?.removeEventListener("wheel", noteWheel);
      for (const type of others) element?.removeEventListener(type, note);
    };
  }, [scroller]);

  return useCallback(() => performance.now() - lastAt.current < intentMs, []);
}
