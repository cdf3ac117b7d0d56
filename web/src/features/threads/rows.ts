import type { Message } from "@/api/types";
import { type MessageRow, rowsOf } from "@/features/messages";
import { dayKeyOf } from "@/lib/time";
import type { Pending, Thread } from "@/realtime";

/** A line of a thread: the message that began it, or a reply. The rule with their number stands above the first reply. */
export type ThreadRow = MessageRow & { isRoot: boolean; isFirstReply: boolean };

type Input = {
  thread: Thread;
  /** Messages of mine on their way into this thread. */
  pending: readonly Pending[];
  newFromNo: number | null;
};

/** The rows of a thread: its root, once nothing is missing between it and the replies, and the replies. */
export function threadRows({ thread, pending, newFromNo }: Input): ThreadRow[] {
  const { root, items, hasOlder, hasNewer } = thread;
  const arrived = new Set(items.map((m) => `${m.author.id}/${m.clientMessageCorrelationId}`));
  const waiting = pending.filter((p) => !arrived.has(`${p.author.id}/${p.correlationId}`));
  const replies = replyRows(items, hasNewer ? [] : waiting, newFromNo).map((row, i) =>
    i === 0 && !hasOlder ? firstReply(root, row) : { ...row, isRoot: false, isFirstReply: false },
  );
  return hasOlder ? replies : [rootRow(root), ...replies];
}

const replyRows = (items: readonly Message[], pending: readonly Pending[], newFromNo: number | null): MessageRow[] =>
  rowsOf({ items, pending, atStart: false, newFromNo, isThread: true }).filter((row) => row.kind === "message");

/** The first reply stands under the rule; its day is said when it is another one than that of the root. */
const firstReply = (root: Message, row: MessageRow): ThreadRow => ({
  ...row,
  isDayStart: dayKeyOf(root.createdAt) !== dayKeyOf(row.message.createdAt),
  isFollowUp: false,
  isRoot: false,
  isFirstReply: true,
});

function rootRow(root: Message): ThreadRow {
  const isDayStart = dayKeyOf(root.createdAt) !== dayKeyOf(new Date().toISOString());
  return {
    kind: "message",
    key: `root/${root.id}`,
    message: root,
    isDayStart,
    isFirstNew: false,
    isFollowUp: false,
    isRoot: true,
    isFirstReply: false,
  };
}

/** The first reply of somebody else that was not read yet. */
export function firstUnread({ items, state }: Thread, me: string): number | null {
  if (!state.isFollowing) return null;
  return items.find((m) => m.messageNo > state.lastReadMessageNo && m.author.id !== me)?.messageNo ?? null;
}
