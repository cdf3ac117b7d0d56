import { messages } from "@/api/endpoints";
import type { Message } from "@/api/types";
import { atStart, type ChannelWindow, loadAround, loadEnd, type Place } from "@/realtime";
import type { Anchor } from "./anchors";
import { placeIn } from "./places";
import { keyOf, startKey } from "./rows";

/** How a channel is shown from one opening or jump to the next. */
export type View = {
  /** Another list for each view. */
  id: number;
  anchor: Anchor;
  /** The New line stands above this message. */
  newFromNo: number | null;
  /** How many were unread when the channel was opened, and since when. */
  unread: { count: number; since: string } | null;
  /** The message that somebody linked to. */
  targetId: string | null;
  /** What comes after this message is news to the reader. */
  headNo: number;
};

export type Reader = { me: string; lastReadNo: number; unreadCount: number };

let lastId = 0;
const view = (anchor: Anchor, headNo: number, rest: Partial<View> = {}): View => ({
  id: ++lastId,
  anchor,
  headNo,
  newFromNo: null,
  unread: null,
  targetId: null,
  ...rest,
});

/** The view of what is held already, so that a channel seen before opens at once; null when it must be fetched. */
export function viewOfHeld(w: ChannelWindow | undefined, channelId: string, reader: Reader): View | null {
  if (!w || (w.items.length === 0 && !(w.live && w.head === 0))) return null;
  const isUnreadHeld = w.live && reader.lastReadNo + 1 >= w.from;
  const place = placeIn(channelId);
  if (place && isHeld(w, place.key)) {
    return isUnreadHeld ? view(place, reader.lastReadNo, unreadIn(w.items, reader)) : view(place, w.head);
  }
  return isUnreadHeld ? unreadView(w.items, w.head, reader) : null;
}

/** Fetches a channel, and opens it at the first unread message, or at the end. */
export async function openChannel(place: Place, reader: Reader): Promise<View> {
  const { items, firstUnreadMessageNo, lastMessageNo } = await loadAround(place);
  const lastReadNo = firstUnreadMessageNo === null ? lastMessageNo : firstUnreadMessageNo - 1;
  return unreadView(items, lastMessageNo, { ...reader, lastReadNo });
}

/** Opens a channel at a message that somebody linked to. */
export async function openMessage(place: Place, messageId: string): Promise<View> {
  const message = await messages.get(place.workspaceId, place.channelId, messageId);
  const page = await loadAround(place, message.messageNo);
  return view({ kind: "message", key: keyOf(message) }, page.lastMessageNo, { targetId: messageId });
}

/** Goes to the end of a channel whose window does not reach it. */
export async function openEnd(place: Place, newFromNo: number | null): Promise<View> {
  const page = await loadEnd(place);
  return view({ kind: "end" }, page.lastMessageNo, { newFromNo });
}

const isHeld = (w: ChannelWindow, key: string) =>
  key === startKey ? atStart(w) : w.items.some((m) => keyOf(m) === key);

function unreadView(items: readonly Message[], headNo: number, reader: Reader): View {
  const unread = unreadIn(items, reader);
  const first = items.find((m) => m.messageNo === unread.newFromNo);
  return view(first ? { kind: "unread", key: keyOf(first) } : { kind: "end" }, headNo, unread);
}

function unreadIn(items: readonly Message[], reader: Reader): Pick<View, "newFromNo" | "unread"> {
  const held = items.filter((m) => m.messageNo > reader.lastReadNo && m.author.id !== reader.me);
  const [first] = held;
  if (!first) return { newFromNo: null, unread: null };
  const count = Math.max(held.length, reader.unreadCount);
  return { newFromNo: first.messageNo, unread: { count, since: first.createdAt } };
}
