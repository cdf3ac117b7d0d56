import type { ChannelWindow } from "./window";

/** How far this device is with one channel. */
export type Position = {
  from: number;
  to: number;
  head: number;
  changeNo: number;
  changeHead: number;
  /** Messages and changes that are known to exist and not held yet. */
  missing: number;
  isLive: boolean;
};

export function positionOf(w: ChannelWindow): Position {
  const { from, to, head, changeNo, changeHead, live } = w;
  const missing = (live ? Math.max(0, head - to) : 0) + (w.items.length > 0 ? Math.max(0, changeHead - changeNo) : 0);
  return { from, to, head, changeNo, changeHead, missing, isLive: live };
}

/** Whether everything that is known to have happened in the channel is held: every message up to `head`, and each change. */
export const isInStep = (w: ChannelWindow): boolean => positionOf(w).missing === 0;
