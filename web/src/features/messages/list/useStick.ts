import { type RefObject, useCallback, useLayoutEffect, useRef } from "react";

/** Within this distance of the end the reader is taken to be at the end. */
const nearEnd = 80;

type Options = {
  scroller: RefObject<HTMLElement | null>;
  content: RefObject<HTMLElement | null>;
  startsAtEnd: boolean;
  /** Whether the last row is the last of the channel; a list with more to come has no end to stay at. */
  hasEnd: boolean;
  onAtEnd: (isAtEnd: boolean) => void;
};

/**
 * Keeps the list at its end while the reader is there: whatever grows, a new row, the last row, a picture, the composer.
 * Only the reader's own scrolling up lets go.
 */
export function useStick({ scroller, content, startsAtEnd, hasEnd, onAtEnd }: Options) {
  const isStuck = useRef(startsAtEnd);
  const lastTop = useRef(0);
  const told = useRef<boolean | null>(null);

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
    const { scrollTop, scrollHeight, clientHeight } = scroller.current;
    const isNear = scrollHeight - clientHeight - scrollTop <= nearEnd;
    const isUp = scrollTop < lastTop.current;
    lastTop.current = scrollTop;
    isStuck.current = isNear || (isStuck.current && hasEnd && !isUp);
    tell();
  }, [scroller, hasEnd, tell]);

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
