import type { Message, ThreadPage, ThreadState } from "@/api/types";
import { answer, newer, type Teller, withOwn } from "./converge";

/**
 * What this device holds of one thread: its root, and an unbroken run of the replies, by number. Replies share the
 * numbers of their channel, so a number does not say whether one is missing; the root's time of the last reply does.
 */
export type Thread = {
  root: Message;
  items: readonly Message[];
  /** Whether there are replies before the first of the run, and after its last one. */
  hasOlder: boolean;
  hasNewer: boolean;
  state: ThreadState;
};

/** What a page of replies was asked for; none is the first look at a thread, or a look from another place. */
export type ReplyCursor = { before: number } | { after: number } | Record<string, never>;

/** Takes in a page of replies. One that continues the run is added to it; any other takes its place. */
export function addReplies(held: Thread | undefined, page: ThreadPage, cursor: ReplyCursor): Thread {
  const { root, items, prevCursor, nextCursor } = page;
  const hasOlder = prevCursor !== null;
  const hasNewer = nextCursor !== null;
  if (!held || !("before" in cursor || "after" in cursor))
    return { root, items, hasOlder, hasNewer, state: page.state };
  const merged = items.reduce((replies, m) => putReply(replies, m, answer), held.items);
  return {
    root: newer(held.root, root, answer),
    items: merged,
    hasOlder: "before" in cursor ? hasOlder : held.hasOlder,
    hasNewer: "after" in cursor ? hasNewer : held.hasNewer,
    state: newerState(held.state, page.state),
  };
}

/** Takes in a message that was written or changed, if it belongs to the thread. */
export function hearInThread(t: Thread, m: Message, by: Teller): Thread {
  if (m.id === t.root.id) return keepRoot(t, newer(t.root, m, by));
  if (m.threadRootId !== t.root.id) return t;
  const last = t.items.at(-1)?.messageNo ?? 0;
  const first = t.items[0]?.messageNo ?? 0;
  const isOutside = (m.messageNo > last && t.hasNewer) || (m.messageNo < first && t.hasOlder);
  if (isOutside) return t;
  const items = putReply(t.items, m, by);
  return items === t.items ? t : { ...t, items };
}

/** Changes one message of the thread, wherever it is in it. */
export function changeInThread(t: Thread, id: string, change: (m: Message) => Message): Thread {
  if (t.root.id === id) return keepRoot(t, change(t.root));
  const at = t.items.findIndex((m) => m.id === id);
  const before = t.items[at];
  if (!before) return t;
  const after = change(before);
  return after === before ? t : { ...t, items: t.items.with(at, after) };
}

export function hearThreadState(t: Thread, state: ThreadState): Thread {
  const next = newerState(t.state, state);
  return next === t.state ? t : { ...t, state: next };
}

/** Whether somebody has replied after the last reply that is held. */
export function isBehind({ root, items, hasNewer }: Thread): boolean {
  if (hasNewer || root.lastReplyAt === null) return false;
  const last = items.at(-1);
  return !last || Date.parse(root.lastReplyAt) > Date.parse(last.createdAt);
}

const keepRoot = (t: Thread, root: Message): Thread => (root === t.root ? t : { ...t, root });

/** Of two with one revision the later one is right: others have replied since. */
const newerState = (held: ThreadState, told: ThreadState): ThreadState =>
  told.revision >= held.revision ? told : held;

/** Puts a reply in its place by number; the same list comes back when nothing is new. */
function putReply(items: readonly Message[], m: Message, by: Teller): readonly Message[] {
  const at = items.findLastIndex((held) => held.messageNo <= m.messageNo);
  const held = items[at];
  if (held?.messageNo !== m.messageNo) return items.toSpliced(at + 1, 0, withOwn(m, by));
  const kept = newer(held, m, by);
  return kept === held ? items : items.with(at, kept);
}
