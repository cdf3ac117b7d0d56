import { useEffect, useRef, useState } from "react";

/** Seconds that run down to zero, where `onEnd` is called. The clock counts, not the ticks: a tab asleep is not late. */
export function useCountdown(onEnd: () => void): { seconds: number; start: (ms: number) => void } {
  const [until, setUntil] = useState(0);
  const [now, setNow] = useState(0);
  const latest = useRef(onEnd);
  latest.current = onEnd;

  useEffect(() => {
    if (until === 0) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() < until) return;
      setUntil(0);
      latest.current();
    }, 250);
    return () => clearInterval(timer);
  }, [until]);

  const start = (ms: number) => {
    setNow(Date.now());
    setUntil(Date.now() + ms);
  };
  return { seconds: until === 0 ? 0 : Math.max(0, Math.ceil((until - now) / 1000)), start };
}
