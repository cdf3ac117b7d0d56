import { messages } from "@/api/endpoints";
import type { MessagePage } from "@/api/types";
import { changeWindow } from "./state";
import { update, updateWindow, windowOf } from "./store";
import { addPage, atEnd, atStart, type Cursor } from "./window";

const openSize = 60;
const pageSize = 50;

export type Place = { workspaceId: string; channelId: string };
const under = new Map<string, Promise<void>>();
const opening = new Map<string, Promise<MessagePage>>();

/**
 * Fetches the part of a channel around a message; or around the first unread one, or the end when all is read. Without
 * a connection it is the end that was kept on the device. A second wish for the same part waits for the first.
 */
export function loadAround(place: Place, around?: number): Promise<MessagePage> {
  const key = `${around ?? ""} ${place.channelId}`;
  const known = opening.get(key);
  if (known) return known;
  const task = fetchAround(place, around).finally(() => opening.delete(key));
  opening.set(key, task);
  return task;
}

async function fetchAround({ workspaceId, channelId }: Place, around?: number): Promise<MessagePage> {
  windowOf(channelId);
  const page = await messages
    .page(workspaceId, channelId, { limit: openSize, ...(around && { around }) })
    .catch(async (error) => (await import("./kept-pages")).keptPage(channelId, error, around));
  updateWindow(channelId, (w) => addPage(w, page, around ? { around } : {}));
  return page;
}

/** Fetches the end of a channel, wherever its window was. */
export const loadEnd = (place: Place): Promise<MessagePage> =>
  loadAround(place, Math.max(1, windowOf(place.channelId).head));

/**
 * Fetches what comes before the window. `settled` is awaited before the page is put on screen, so that it does not move
 * what a finger holds.
 */
export function loadOlder(place: Place, settled: () => Promise<void>): Promise<void> {
  const w = windowOf(place.channelId);
  return atStart(w) ? Promise.resolve() : load(place, { before: w.from }, settled);
}

/** Fetches what comes after a window that does not reach the end. */
export function loadNewer(place: Place): Promise<void> {
  const w = windowOf(place.channelId);
  return atEnd(w) || w.live ? Promise.resolve() : load(place, { after: w.to });
}

/** One page in one direction; a second wish for the same one waits for the first. */
function load(place: Place, cursor: Exclude<Cursor, { around?: number }>, settled = async () => {}): Promise<void> {
  const key = `${"before" in cursor ? "before" : "after"} ${place.channelId}`;
  const known = under.get(key);
  if (known) return known;
  const task = (async () => {
    const page = await messages.page(place.workspaceId, place.channelId, { ...cursor, limit: pageSize });
    await settled();
    update((state) => changeWindow(state, place.channelId, (w) => addPage(w, page, cursor)));
  })().finally(() => under.delete(key));
  under.set(key, task);
  return task;
}
