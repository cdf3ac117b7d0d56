import { messages } from "@/api/endpoints";
import { applyChanges } from "./apply-messages";
import { readState, update, updateWindow } from "./store";
import { addPage, type ChannelWindow, detach, hasHole, hasMissedChange } from "./window";

/** Events come in order, so a hole that closes by itself does so at once; only after this long is the server asked. */
const graceMs = 150;
const pageSize = 200;
/** A wider hole is left to the reader's scrolling. */
const widestHole = 400;
const retryMs = 2000;

const filling = new Set<string>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Looks for holes and missed changes in all windows, and sees to it that each is filled. */
export function watchHoles(windows: Readonly<Record<string, ChannelWindow>>): void {
  for (const [channelId, window] of Object.entries(windows)) {
    if (hasHole(window) || hasMissedChange(window)) fillSoon(channelId, graceMs);
  }
}

function fillSoon(channelId: string, ms: number): void {
  if (filling.has(channelId) || timers.has(channelId)) return;
  const start = () => {
    timers.delete(channelId);
    void fillHole(channelId);
  };
  timers.set(channelId, setTimeout(start, ms));
}

/** Fetches what comes after the run until it reaches the end of the channel, and what has changed in it meanwhile. */
export async function fillHole(channelId: string): Promise<void> {
  if (filling.has(channelId)) return;
  filling.add(channelId);
  try {
    for (let w = holed(channelId); w; w = holed(channelId)) {
      if (w.head - w.to > widestHole) return updateWindow(channelId, detach);
      await fetchAfter(channelId, w.to);
    }
    for (let w = behind(channelId); w; w = behind(channelId)) await fetchChanges(channelId, w.changeNo);
  } catch {
    // No connection, or a server that is starting: the reconnect calls again, and so does this timer.
    setTimeout(() => fillSoon(channelId, 0), retryMs);
  } finally {
    filling.delete(channelId);
  }
}

function holed(channelId: string): ChannelWindow | null {
  const w = readState().windows[channelId];
  return w && hasHole(w) ? w : null;
}

function behind(channelId: string): ChannelWindow | null {
  const w = readState().windows[channelId];
  return w && hasMissedChange(w) ? w : null;
}

async function fetchAfter(channelId: string, after: number): Promise<void> {
  const workspaceId = workspaceOf(channelId);
  if (!workspaceId) return updateWindow(channelId, detach);
  const page = await messages.page(workspaceId, channelId, { after, limit: pageSize });
  updateWindow(channelId, (w) => addPage(w, page, { after }));
}

async function fetchChanges(channelId: string, after: number): Promise<void> {
  const workspaceId = workspaceOf(channelId);
  if (!workspaceId) return updateWindow(channelId, (w) => ({ ...w, changeHead: w.changeNo }));
  const page = await messages.changes(workspaceId, channelId, after, pageSize);
  update((state) => applyChanges(state, channelId, page));
}

const workspaceOf = (channelId: string): string | undefined =>
  readState().memberships.find((m) => m.channels.some((c) => c.id === channelId))?.id;

export function forgetHoles(): void {
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
}
