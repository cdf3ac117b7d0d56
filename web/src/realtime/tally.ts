import type { Channel } from "@/api/types";

/**
 * The unread arithmetic of one channel.
 *
 * The server's last answer is the base; on it lie the messages heard of since, as a set, and the furthest point read, as
 * a maximum. Sets and maxima do not care about order or repetition, so neither does the count.
 */
export type Tally = {
  base: { lastNo: number; readNo: number; unread: number };
  /** The furthest point read that this device knows of. */
  readNo: number;
  /** Messages numbered after the base, by number. */
  heard: readonly Heard[];
};

type Heard = { no: number; mine: boolean };

/** Beyond this many messages the server is asked again, so that a tally stays small. */
const maxHeard = 500;

export function tallyOf(channel: Channel): Tally {
  const { lastMessageNo: lastNo, lastReadMessageNo: readNo, unreadCount: unread } = channel;
  return { base: { lastNo, readNo, unread }, readNo, heard: [] };
}

export function hear(t: Tally, no: number, mine: boolean): Tally {
  if (no <= t.base.lastNo || t.heard.some((h) => h.no === no)) return t;
  return { ...t, heard: [...t.heard, { no, mine }].sort((a, b) => a.no - b.no) };
}

export function readUpTo(t: Tally, no: number): Tally {
  return no > t.readNo ? { ...t, readNo: no } : t;
}

/** Puts a newer answer of the server under what was heard since. */
export function rebase(t: Tally, channel: Channel): Tally {
  const { base, readNo } = tallyOf(channel);
  return { base, readNo: Math.max(t.readNo, readNo), heard: t.heard.filter((h) => h.no > base.lastNo) };
}

export const lastNo = (t: Tally): number => t.heard.at(-1)?.no ?? t.base.lastNo;

/** The furthest point read; sending marks read up to one's own message. */
export function lastReadNo(t: Tally): number {
  const own = t.heard.findLast((h) => h.mine)?.no ?? 0;
  return Math.max(t.readNo, own);
}

export function unreadCount(t: Tally): number {
  const read = lastReadNo(t);
  const heard = t.heard.filter((h) => !h.mine && h.no > read).length;
  if (read <= t.base.readNo) return t.base.unread + heard;
  // Read into the middle of the base: at most this many can be left, until the server is asked again.
  return Math.min(t.base.unread, Math.max(0, t.base.lastNo - read)) + heard;
}

/** Whether the count may be wrong: a message was missed, or the base was read halfway. */
export function isInexact(t: Tally): boolean {
  const missed = t.heard.some((h, i) => h.no !== t.base.lastNo + 1 + i);
  const read = lastReadNo(t);
  const halfway = read > t.base.readNo && read < t.base.lastNo && t.base.unread > 0;
  return missed || halfway || t.heard.length > maxHeard;
}
