import { ApiError } from "@/api/problem";
import { currentUser, onSignedOut } from "@/api/session";
import type { MessagePage } from "@/api/types";
import { idb } from "@/lib/idb";
import { onWindows, readState } from "./store";
import { atEnd, type ChannelWindow } from "./window";

/*
 * The ends of the channels last read are kept on the device, so that the app can be opened, and read, without a
 * connection. They are shown only then: with one, the server is asked.
 */
const messagesKept = 60;
const channelsKept = 30;
const saveAfterMs = 1000;

const listKey = (userId: string) => `pages:${userId}`;
const pageKey = (userId: string, channelId: string) => `page:${userId}:${channelId}`;

/** Keeps the end of each channel as it changes, until the returned function is called. Forgets them on signing out. */
export function keepPages(userId: string): () => void {
  const changed = new Set(Object.keys(readState().windows));

  const save = async () => {
    timer = undefined;
    const ids = [...changed];
    changed.clear();
    const { windows } = readState();
    const ends = ids.flatMap((id) => (windows[id] && isWorthKeeping(windows[id]) ? [[id, windows[id]] as const] : []));
    if (ends.length === 0) return;
    await Promise.all(ends.map(([id, w]) => idb.set(pageKey(userId, id), pageOf(w))));
    await remember(
      userId,
      ends.map(([id]) => id),
    );
  };
  let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(save, saveAfterMs);
  const stopWindows = onWindows((windows, before) => {
    for (const [id, w] of Object.entries(windows)) if (w !== before[id]) changed.add(id);
    timer ??= setTimeout(save, saveAfterMs);
  });
  const stopSignOut = onSignedOut((_, { id }) => void forgetPages(id));

  return () => {
    clearTimeout(timer);
    stopWindows();
    stopSignOut();
  };
}

const isWorthKeeping = (w: ChannelWindow) => atEnd(w) && w.items.length > 0;

function pageOf(w: ChannelWindow): MessagePage {
  const items = w.items.slice(-messagesKept);
  const isWhole = w.from <= 1 && items.length === w.items.length;
  return {
    items: [...items],
    nextCursor: null,
    prevCursor: isWhole ? null : String(items[0]?.messageNo),
    firstUnreadMessageNo: null,
    lastMessageNo: w.to,
    lastChangeNo: w.changeNo,
  };
}

/** The channels that are kept, the last read first; those beyond the number kept are let go. */
async function remember(userId: string, ids: readonly string[]): Promise<void> {
  const known = (await idb.get<string[]>(listKey(userId))) ?? [];
  const all = [...new Set([...ids, ...known])];
  await idb.set(listKey(userId), all.slice(0, channelsKept));
  for (const id of all.slice(channelsKept)) await idb.remove(pageKey(userId, id));
}

async function forgetPages(userId: string): Promise<void> {
  const ids = (await idb.get<string[]>(listKey(userId))) ?? [];
  await idb.remove(listKey(userId));
  for (const id of ids) await idb.remove(pageKey(userId, id));
}

/** The kept end of a channel in place of the one that could not be fetched for lack of a connection; else the error. */
export async function keptPage(channelId: string, error: unknown, around?: number): Promise<MessagePage> {
  const user = currentUser();
  const isOffline = error instanceof ApiError && error.code === "network";
  const page = user && isOffline ? await idb.get<MessagePage>(pageKey(user.id, channelId)) : undefined;
  const [first] = page?.items ?? [];
  if (!page || (around && around < (first?.messageNo ?? 0))) throw error;
  return page;
}
