import { messages } from "@/api/endpoints";
import { readState, updateWindow } from "./store";
import { addPage, type ChannelWindow, detach, hasHole } from "./window";

/** Events come in order, so a hole that closes by itself does so at once; only after this long is the server asked. */
const graceMs = 150;
const pageSize = 200;
/** A wider hole is left to the reader's scrolling. */
const widestHole = 400;
const retryMs = 2000;

const filling = new Set<string>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Looks for holes in all windows, and sees to it that each is filled. */
export function watchHoles(windows: Readonly<Record<string, ChannelWindow>>): void {
  for (const [channelId, window] of Object.entries(windows)) {
    if (hasHole(window)) fillSoon(channelId, graceMs);
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

/** Fetches what comes after the run until it reaches the end of the channel. */
export async function fillHole(channelId: string): Promise<void> {
  if (filling.has(channelId)) return;
  filling.add(channelId);
  try {
    for (let w = holed(channelId); w; w = holed(channelId)) {
      if (w.head - w.to > widestHole) return updateWindow(channelId, detach);
      await fetchAfter(channelId, w.to);
    }
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

async function fetchAfter(channelId: string, after: number): Promise<void> {
  const workspaceId = readState().memberships.find((m) => m.channels.some((c) => c.id === channelId))?.id;
  if (!workspaceId) return updateWindow(channelId, detach);
  const page = await messages.page(workspaceId, channelId, { after, limit: pageSize });
  updateWindow(channelId, (w) => addPage(w, page, { after }));
}

export function forgetHoles(): void {
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
}
