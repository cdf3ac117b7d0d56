import type { Message } from "@/api/types";
import { dayKeyOf } from "@/lib/time";
import { asMessage, isInChannel, type Pending } from "@/realtime";

/** One line of the timeline. */
export type Row = StartRow | MessageRow;

export const startKey = "start";

/** The very start of the channel. */
export type StartRow = { kind: "start"; key: typeof startKey };

/** A message with what stands above it. */
export type MessageRow = {
  kind: "message";
  /** The same before and after the server has numbered the message, so that it never leaves the screen. */
  key: string;
  message: Message;
  /** Set while the message is on its way out, or was refused. */
  pending?: Pending;
  /** A day begins here. */
  isDayStart: boolean;
  /** The first message that was unread when the channel was opened. */
  isFirstNew: boolean;
  /** Continues what the same author said a moment ago: no avatar, no name. */
  isFollowUp: boolean;
};

export type RowsInput = {
  items: readonly Message[];
  pending: readonly Pending[];
  /** Whether the first item is the first of the channel; what came before it is else unknown. */
  atStart: boolean;
  /** The New line stands above this message. */
  newFromNo: number | null;
  /** Whether they are of a thread, where every reply is seen. */
  isThread?: boolean;
};

/** Within this time the words of one author stand together. */
const groupMs = 5 * 60_000;

export function rowsOf({ items, pending, atStart, newFromNo, isThread = false }: RowsInput): Row[] {
  const rows: Row[] = atStart ? [{ kind: "start", key: startKey }] : [];
  let previous: Message | undefined;
  const add = (message: Message, sent?: Pending) => {
    const isDayStart = previous ? dayKeyOf(previous.createdAt) !== dayKeyOf(message.createdAt) : atStart;
    const isFirstNew = message.messageNo === newFromNo;
    const isFollowUp = !isDayStart && !isFirstNew && previous !== undefined && continues(previous, message);
    const above = { isDayStart, isFirstNew, isFollowUp };
    rows.push({ kind: "message", key: keyOf(message), message, ...(sent && { pending: sent }), ...above });
    previous = message;
  };
  const isSeen = (message: Message) => isThread || isInChannel(message);
  for (const message of items) if (isSeen(message)) add(message);
  for (const sent of pending) {
    const message = asMessage(sent);
    if (isSeen(message)) add(message, sent);
  }
  return rows;
}

/** An author's correlation id names a message from the moment it was written. */
export const keyOf = (m: Message): string =>
  m.clientMessageCorrelationId ? `${m.author.id}/${m.clientMessageCorrelationId}` : m.id;

function continues(before: Message, after: Message): boolean {
  const gap = Date.parse(after.createdAt) - Date.parse(before.createdAt);
  return before.author.id === after.author.id && gap < groupMs && !before.isDeleted && !after.isDeleted;
}
