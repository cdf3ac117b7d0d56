import type { Author, ChangePage, Message, MessagePage } from "@/api/types";
import { answer, isInChannel, newer, type Teller, withOwn } from "./converge";

/** A message of mine that the server has not put into the channel yet. */
export type Pending = {
  correlationId: string;
  workspaceId: string;
  channelId: string;
  author: Author;
  content: string;
  /** Set on a reply: the thread it goes into, and whether the channel gets it too. */
  threadRootId?: string;
  alsoSendToChannel?: boolean;
  createdAt: string;
  /** `sent` is acknowledged, and waits only for the messages before it to arrive. */
  state: "sending" | "sent" | "failed";
  /** The code of the refusal, when failed. */
  reason?: string;
};

/**
 * What this device holds of one channel: an unbroken run of messages, and what is known beyond it.
 *
 * Message numbers are dense and never move, so the run is known by its first and last number. A message that arrives
 * beyond a hole waits in `ahead`, unseen, until the messages between have come: nothing ever appears above something
 * that was already read. Replies that are seen in their threads only have numbers like all, but are not kept here.
 *
 * Changes of messages have dense numbers, too. What is held shows all changes up to `changeNo`.
 */
export type ChannelWindow = {
  /** Every message numbered from..to that stands in the channel is in `items`. from = to + 1 means that nothing is held yet. */
  from: number;
  to: number;
  items: readonly Message[];
  /** Messages beyond a hole, in order. */
  ahead: readonly Message[];
  /** The highest number known to exist in the channel. */
  head: number;
  /** True when the run is meant to reach the end, so that to < head is a hole to be filled at once. */
  live: boolean;
  /** True while the reader is at the end; then it is the oldest messages that are let go. */
  following: boolean;
  pending: readonly Pending[];
  changeNo: number;
  /** Changes taken in beyond one that was missed, in order. */
  changesAhead: readonly number[];
  /** The highest number of a change known to exist. */
  changeHead: number;
};

/** As many messages as one channel keeps in memory. */
export const maxItems = 600;

/** A window that starts after `head`: nothing is held, and everything later will be. */
export function emptyWindow(head = 0): ChannelWindow {
  const run = { from: head + 1, to: head, items: [], ahead: [], head, live: false, following: true, pending: [] };
  return { ...run, changeNo: 0, changesAhead: [], changeHead: 0 };
}

export const atStart = (w: ChannelWindow): boolean => w.from <= 1;
export const atEnd = (w: ChannelWindow): boolean => w.live && w.to >= w.head;
export const hasHole = (w: ChannelWindow): boolean => w.live && w.to < w.head;
export const hasMissedChange = (w: ChannelWindow): boolean => w.items.length > 0 && w.changeNo < w.changeHead;

/** Takes in one message, new or changed. The same version twice changes nothing, nor does an older one. */
export function addMessage(w: ChannelWindow, m: Message, by: Teller): ChannelWindow {
  const known = m.messageNo > w.head ? { ...w, head: m.messageNo } : w;
  return settle(trim(absorb(place(noteChange(known, m.changeNo), m, by))), [m]);
}

/** Takes in what has changed after `changeNo`. */
export function addChanges(w: ChannelWindow, { items, nextCursor, lastChangeNo }: ChangePage): ChannelWindow {
  const changed = items.reduce((next, m) => place(next, m, answer), w);
  const reached = nextCursor === null ? lastChangeNo : (items.at(-1)?.changeNo ?? lastChangeNo);
  const changeNo = Math.max(w.changeNo, reached);
  return absorb(absorbChanges({ ...changed, changeNo, changeHead: Math.max(w.changeHead, lastChangeNo) }));
}

/** Changes one message that is held, where it stands. */
export function changeMessage(w: ChannelWindow, id: string, change: (m: Message) => Message): ChannelWindow {
  const items = changeIn(w.items, id, change);
  const ahead = changeIn(w.ahead, id, change);
  return items === w.items && ahead === w.ahead ? w : { ...w, items, ahead };
}

/** There are changes up to this one, whoever told of it. */
export const raiseChangeHead = (w: ChannelWindow, no: number): ChannelWindow =>
  no > w.changeHead ? { ...w, changeHead: no } : w;

/** What a page was asked for: it speaks for every number between that one and its own last (or first) message. */
export type Cursor = { after: number } | { before: number } | { around?: number };

/**
 * Takes in a page. One that was asked for `around` a place replaces the run; the others continue it, and are dropped
 * when the run has moved on in the meantime.
 */
export function addPage(w: ChannelWindow, page: MessagePage, cursor: Cursor): ChannelWindow {
  const seen = page.lastChangeNo;
  const known = { ...w, head: Math.max(w.head, page.lastMessageNo), changeHead: Math.max(w.changeHead, seen) };
  const [from, to] = coverage(page, cursor);
  const reachesEnd = page.nextCursor === null;
  if (!("after" in cursor || "before" in cursor)) {
    const ahead = w.live && reachesEnd ? w.ahead : [];
    // What was heard of while the page was on its way is newer than it.
    const items = page.items.filter(isInChannel).map((m) => newest(w.items, m));
    const next = { ...known, from, to, items, ahead, live: reachesEnd, changeNo: seen, changesAhead: [] };
    return settle(absorb(next), page.items);
  }
  if (from > w.to + 1 || to < w.from - 1) return settle(known, page.items);
  const next: ChannelWindow = {
    ...known,
    from: Math.min(w.from, from),
    to: Math.max(w.to, to),
    items: page.items.reduce((items, m) => insert(items, m, answer), w.items),
    // Changes that came between the page and the rest may not be in both.
    changeNo: Math.min(w.changeNo, seen),
    live: w.live || ("after" in cursor && reachesEnd),
  };
  const readerAt = "before" in cursor ? "start" : w.live ? undefined : "end";
  return settle(trim(absorb(next), readerAt), page.items);
}

export function setFollowing(w: ChannelWindow, following: boolean): ChannelWindow {
  return w.following === following ? w : settle(trim({ ...w, following }), []);
}

/** Gives up on a hole too wide to be filled at once: what follows is loaded when the reader comes to it. */
export function detach(w: ChannelWindow): ChannelWindow {
  return settle({ ...w, ahead: [], live: false }, []);
}

/** Adds a message of mine, or changes its state in place. One that is in the run already is not shown again. */
export function putPending(w: ChannelWindow, p: Pending): ChannelWindow {
  const isKnown = w.pending.some((q) => q.correlationId === p.correlationId);
  const pending = isKnown ? w.pending.map((q) => (q.correlationId === p.correlationId ? p : q)) : [...w.pending, p];
  return settle({ ...w, pending }, w.items);
}

export function dropPending(w: ChannelWindow, correlationId: string): ChannelWindow {
  return { ...w, pending: w.pending.filter((p) => p.correlationId !== correlationId) };
}

/** The first and the last number that a page speaks for. */
function coverage(page: MessagePage, cursor: Cursor): [from: number, to: number] {
  const first = page.items[0]?.messageNo;
  const last = page.items.at(-1)?.messageNo;
  if ("before" in cursor) {
    return [page.prevCursor === null ? 1 : (first ?? cursor.before), cursor.before - 1];
  }
  // An empty page at the end speaks for all numbers up to the last: there is nothing among them to be shown.
  if ("after" in cursor) return [cursor.after + 1, last ?? Math.max(page.lastMessageNo, cursor.after)];
  const end = last ?? page.lastMessageNo;
  return [page.prevCursor === null ? 1 : (first ?? end + 1), end];
}

/** Puts a message into the run, or beyond the hole; what lies outside of what is held is left to paging. */
function place(w: ChannelWindow, m: Message, by: Teller): ChannelWindow {
  if (m.messageNo < w.from) return w;
  if (m.messageNo <= w.to) {
    const items = insert(w.items, m, by);
    return items === w.items ? w : { ...w, items };
  }
  if (!w.live) return w;
  const ahead = put(w.ahead, m, by);
  return ahead === w.ahead ? w : { ...w, ahead: ahead.slice(0, maxItems) };
}

/** Notes that a change was taken in. What is not held needs none of it: a page that is fetched later has it. */
function noteChange(w: ChannelWindow, no: number): ChannelWindow {
  if (no <= w.changeNo || w.changesAhead.includes(no)) return w;
  const changeHead = Math.max(w.changeHead, no);
  if (w.items.length === 0 && !w.live) return changeHead === w.changeHead ? w : { ...w, changeHead };
  const changesAhead = [...w.changesAhead, no].sort((a, b) => a - b).slice(0, maxItems);
  return absorbChanges({ ...w, changeHead, changesAhead });
}

function absorbChanges(w: ChannelWindow): ChannelWindow {
  let { changeNo } = w;
  for (const no of w.changesAhead) if (no === changeNo + 1) changeNo = no;
  return { ...w, changeNo, changesAhead: w.changesAhead.filter((no) => no > changeNo) };
}

/** Moves what follows the run without a hole into it. */
function absorb(w: ChannelWindow): ChannelWindow {
  let { to, items } = w;
  let taken = 0;
  for (const m of w.ahead) {
    if (m.messageNo > to + 1) break;
    to = Math.max(to, m.messageNo);
    items = insert(items, m, answer);
    taken++;
  }
  return taken === 0 ? w : { ...w, to, items, ahead: w.ahead.slice(taken) };
}

/** Keeps the run short, at the end that the reader does not see. */
function trim(w: ChannelWindow, readerAt: "start" | "end" = w.following ? "end" : "start"): ChannelWindow {
  const surplus = w.items.length - maxItems;
  if (surplus <= 0) return w;
  if (readerAt === "end") {
    const items = w.items.slice(surplus);
    return { ...w, items, from: (items[0] as Message).messageNo };
  }
  const items = w.items.slice(0, maxItems);
  return { ...w, items, to: (items.at(-1) as Message).messageNo, ahead: [], live: false };
}

/**
 * Removes those of my messages that have arrived. One that arrived beyond a hole stays, marked as sent, so that it does
 * not vanish from the screen for as long as the hole takes to be filled.
 */
function settle(w: ChannelWindow, arrived: readonly Message[]): ChannelWindow {
  if (w.pending.length === 0) return w;
  const pending = w.pending.flatMap((p) => {
    const isThis = (m: Message) => m.clientMessageCorrelationId === p.correlationId && m.author.id === p.author.id;
    if (w.live && w.ahead.some(isThis)) return p.state === "sent" ? [p] : [{ ...p, state: "sent" as const }];
    const gone = p.state === "sent" || arrived.some(isThis);
    return gone ? [] : [p];
  });
  return sameList(w.pending, pending) ? w : { ...w, pending };
}

/** Puts a message of the channel in its place; one that is seen in its thread only has none. */
const insert = (items: readonly Message[], m: Message, by: Teller): readonly Message[] =>
  isInChannel(m) ? put(items, m, by) : items;

/** Puts a message in its place by number; the same list comes back when it holds that version, or a newer one. */
function put(items: readonly Message[], m: Message, by: Teller): readonly Message[] {
  const at = placeOf(items, m.messageNo);
  const held = items[at];
  if (held?.messageNo !== m.messageNo) return items.toSpliced(at, 0, withOwn(m, by));
  const kept = newer(held, m, by);
  return kept === held ? items : items.with(at, kept);
}

const newest = (items: readonly Message[], m: Message): Message => {
  const held = items[placeOf(items, m.messageNo)];
  return held?.messageNo === m.messageNo && held.changeNo > m.changeNo ? held : m;
};

function changeIn(items: readonly Message[], id: string, change: (m: Message) => Message): readonly Message[] {
  const at = items.findIndex((m) => m.id === id);
  const held = items[at];
  if (!held) return items;
  const changed = change(held);
  return changed === held ? items : items.with(at, changed);
}

/** The index of the first message numbered `no` or later. */
export function placeOf(items: readonly Message[], no: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle] as Message).messageNo < no) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
