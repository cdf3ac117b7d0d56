import type { Channel, Message, Receipt } from "@/api/types";
import { isInChannel } from "./converge";

/**
 * The unread arithmetic of one channel.
 *
 * The server's last answer is the base; on it lie the messages heard of since, as a set. How far was read is the receipt
 * with the greatest revision, and what this device wishes beyond it until the server has answered. Neither cares about
 * repetition, so the count does not.
 */
export type Tally = {
  base: { lastNo: number; readNo: number; unread: number; mentions: number };
  receipt: {
    no: number;
    revision: number;
    /** The newest message when the receipt was heard of: it does not speak of messages of mine that came later. */
    atNo: number;
  };
  /** The furthest point read on this device that the server has not answered for; 0 is none. */
  wish: number;
  /** Messages numbered after the base, by number. */
  heard: readonly Heard[];
  /** Something counted in the base was changed, so that only the server can count. */
  isStale: boolean;
};

export type Heard = {
  no: number;
  changeNo: number;
  mine: boolean;
  /** Whether it counts as unread: not when it is deleted, nor a reply that its thread alone shows. */
  counts: boolean;
  /** Whether it means me; null when only the server knows. */
  mentionsMe: boolean | null;
};

/** Beyond this many messages the server is asked again, so that a tally stays small. */
const maxHeard = 500;

export function tallyOf(channel: Channel): Tally {
  const { lastMessageNo: lastNo, lastReadMessageNo: readNo, unreadCount: unread, mentionCount: mentions = 0 } = channel;
  const receipt = { no: readNo, revision: channel.readRevision ?? 0, atNo: lastNo };
  return { base: { lastNo, readNo, unread, mentions }, receipt, wish: 0, heard: [], isStale: false };
}

export const heardOf = (m: Message, me: string): Heard => ({
  no: m.messageNo,
  changeNo: m.changeNo,
  mine: m.author.id === me,
  counts: !m.isDeleted && isInChannel(m),
  mentionsMe: meansMe(m, me),
});

/** Whether a message means the reader: by name, or as everybody. Null when it means a group, whose people are elsewhere. */
export function meansMe({ mentions }: Pick<Message, "mentions">, me: string): boolean | null {
  if (mentions.some(({ kind, id }) => kind === "channel" || kind === "here" || (kind === "user" && id === me)))
    return true;
  return mentions.some(({ kind }) => kind === "group") ? null : false;
}

export function hear(t: Tally, m: Heard): Tally {
  if (m.no <= t.base.lastNo) return m.changeNo === 0 || t.isStale || !couldCount(t, m) ? t : { ...t, isStale: true };
  const known = t.heard.find((h) => h.no === m.no);
  if (known && known.changeNo >= m.changeNo) return t;
  return { ...t, heard: [...t.heard.filter((h) => h !== known), m].sort((a, b) => a.no - b.no) };
}

/** Whether a change of a message in the base may change a count. */
const couldCount = (t: Tally, m: Heard): boolean => !m.mine && m.no > lastReadNo(t) && t.base.unread > 0;

/** Read on this device: forward only. */
export function readUpTo(t: Tally, no: number): Tally {
  return no > lastReadNo(t) ? { ...t, wish: no } : t;
}

/** Takes in a receipt of the server; marking unread moves it backward. */
export function takeReceipt(t: Tally, { lastReadMessageNo: no, revision }: Receipt): Tally {
  return revision > t.receipt.revision ? { ...t, receipt: { no, revision, atNo: lastNo(t) } } : t;
}

/** Lets go of the wish to have read up to a message: the server has answered for it, or it is wished no more. */
export const dropWish = (t: Tally, no = Number.POSITIVE_INFINITY): Tally =>
  t.wish > 0 && t.wish <= no ? { ...t, wish: 0 } : t;

/** Puts a newer answer of the server under what was heard since. */
export function rebase(t: Tally, channel: Channel): Tally {
  const next = tallyOf(channel);
  const isOlder = next.receipt.revision < t.receipt.revision;
  const heard = t.heard.filter((h) => h.no > next.base.lastNo);
  return { ...next, receipt: isOlder ? t.receipt : next.receipt, wish: t.wish, heard };
}

export const lastNo = (t: Tally): number => t.heard.at(-1)?.no ?? t.base.lastNo;

/** The furthest point read; sending marks read up to one's own message. */
export function lastReadNo({ receipt, wish, heard }: Tally): number {
  const own = heard.findLast((h) => h.mine && h.no > receipt.atNo)?.no ?? 0;
  return Math.max(receipt.no, wish, own);
}

export const unreadCount = (t: Tally): number => count(t, t.base.unread, 1, ({ counts }) => counts);

export const mentionCount = (t: Tally): number =>
  count(t, t.base.mentions, 0, ({ counts, mentionsMe }) => counts && mentionsMe === true);

function count(t: Tally, inBase: number, least: 0 | 1, isCounted: (h: Heard) => boolean): number {
  const read = lastReadNo(t);
  const heard = t.heard.filter((h) => !h.mine && h.no > read && isCounted(h)).length;
  if (read === t.base.readNo) return inBase + heard;
  // Read back before the base, or into the middle of it: a guess, until the server is asked again.
  if (read < t.base.readNo) return Math.max(least, inBase) + heard;
  return Math.min(inBase, Math.max(0, t.base.lastNo - read)) + heard;
}

/** Whether the count may be wrong: a message was missed, or the base was read halfway or back. */
export function isInexact(t: Tally): boolean {
  const missed = t.heard.some((h, i) => h.no !== t.base.lastNo + 1 + i);
  const read = lastReadNo(t);
  const halfway = read > t.base.readNo && read < t.base.lastNo && t.base.unread > 0;
  const unsure = t.heard.some((h) => h.mentionsMe === null && !h.mine && h.no > read && h.counts);
  return missed || halfway || unsure || t.isStale || read < t.base.readNo || t.heard.length > maxHeard;
}
