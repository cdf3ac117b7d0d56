import { onWindows } from "./store";

/*
 * How the line to the server has done since the page was opened, for the panel that shows it. Counting is all that
 * happens here: nothing depends on it.
 */
export const vitals = {
  openedAt: Date.now(),
  events: 0,
  /** Events in each of the last seconds, the newest last. */
  perSecond: [] as number[],
  connects: 0,
  lastUpAt: 0,
  lastDownAt: 0,
  resyncs: 0,
  /** Holes that were seen, and closed by events or by asking. */
  holes: 0,
  transport: (): string => "",
};

const secondsKept = 10;
let second = 0;

export function countEvents(n: number): void {
  vitals.events += n;
  const now = Math.floor(Date.now() / 1000);
  const passed = second === 0 ? secondsKept : Math.min(now - second, secondsKept);
  vitals.perSecond = [...vitals.perSecond, ...Array<number>(passed).fill(0)].slice(-secondsKept);
  vitals.perSecond[vitals.perSecond.length - 1] = (vitals.perSecond.at(-1) ?? 0) + n;
  second = now;
}

/** Events in a second, over the last ten. */
export function eventRate(now = Date.now()): number {
  const quiet = Math.min(Math.floor(now / 1000) - second, secondsKept);
  const counted = [...vitals.perSecond, ...Array<number>(quiet).fill(0)].slice(-secondsKept);
  return counted.reduce((sum, n) => sum + n, 0) / secondsKept;
}

export const countHoles = (): (() => void) =>
  onWindows((windows, before) => {
    for (const [id, w] of Object.entries(windows)) {
      const wasWhole = (before[id]?.ahead.length ?? 0) === 0;
      if (wasWhole && w.ahead.length > 0) vitals.holes += 1;
    }
  });
