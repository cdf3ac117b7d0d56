import { threads } from "@/api/endpoints";
import type { Target } from "./act";
import { actOn } from "./acts";
import type { Place } from "./paging";
import { readState, update } from "./store";
import { addReplies, isBehind, type ReplyCursor, type Thread } from "./thread";
import { applyThreadState } from "./threads";

/* The fetching of threads, and what is told to the server about them. Loaded with the pane that shows one. */

const pageSize = 50;
const catchUpSize = 200;

export type ThreadPlace = Place & { rootId: string };

const rootOf = (place: ThreadPlace): Target => ({ ...at(place), threadRootId: null, alsoSentToChannel: false });
const at = ({ workspaceId, channelId, rootId }: ThreadPlace) => ({ workspaceId, channelId, id: rootId });
const held = ({ rootId }: ThreadPlace): Thread | undefined => readState().threads[rootId];
const underway = new Map<string, Promise<void>>();

/** Fetches a thread around its first unread reply, around a reply that was linked to, or at its end. */
export async function loadThread(place: ThreadPlace, around?: number): Promise<Thread> {
  const page = await threads.replies(at(place), { limit: pageSize, ...(around && { around }) });
  const thread = addReplies(undefined, page, {});
  update((state) => ({ ...state, threads: { ...state.threads, [place.rootId]: thread } }));
  return thread;
}

/** Fetches the replies before those that are held; `settled` is awaited before they are put on the screen. */
export function loadOlderReplies(place: ThreadPlace, settled: () => Promise<void>): Promise<void> {
  const thread = held(place);
  const first = thread?.items[0];
  return thread?.hasOlder && first ? load(place, { before: first.messageNo }, settled) : Promise.resolve();
}

export function loadNewerReplies(place: ThreadPlace): Promise<void> {
  const thread = held(place);
  const last = thread?.items.at(-1);
  return thread?.hasNewer && last ? load(place, { after: last.messageNo }) : Promise.resolve();
}

/** Fetches what was said in a thread while nobody listened, and its root and state as they are now. */
export async function catchUpThread(place: ThreadPlace): Promise<void> {
  const thread = held(place);
  if (!thread || thread.hasNewer) return;
  await load(place, { after: thread.items.at(-1)?.messageNo ?? thread.root.messageNo });
  const now = held(place);
  if (now && isBehind(now)) await loadThread(place);
}

/** One page in one direction; a second wish for the same one waits for the first. */
function load(place: ThreadPlace, cursor: ReplyCursor, settled = async () => {}): Promise<void> {
  const key = `${Object.keys(cursor)[0]} ${place.rootId}`;
  const known = underway.get(key);
  if (known) return known;
  const task = (async () => {
    const limit = "after" in cursor ? catchUpSize : pageSize;
    const page = await threads.replies(at(place), { ...cursor, limit });
    await settled();
    update((state) => ({
      ...state,
      threads: { ...state.threads, [place.rootId]: addReplies(state.threads[place.rootId], page, cursor) },
    }));
  })().finally(() => underway.delete(key));
  underway.set(key, task);
  return task;
}

/** Follows a thread, or ends that: as other acts, at once on the screen. Rejects when the server refuses. */
export const followThread = (place: ThreadPlace, isOn: boolean, onWaiting: () => void): Promise<void> =>
  actOn(rootOf(place), { kind: "follow", isOn }, onWaiting);

/** Marks a thread read up to a reply: here at once, on the server as soon as it answers. */
export async function markThreadRead(place: ThreadPlace, messageNo: number): Promise<void> {
  const state = held(place)?.state;
  if (!state?.isFollowing || messageNo <= state.lastReadMessageNo) return;
  const read = { ...state, lastReadMessageNo: messageNo, unreadCount: 0, mentionCount: 0 };
  update((before) => applyThreadState(before, read));
  await actOn(rootOf(place), { kind: "read-thread", messageNo });
}
