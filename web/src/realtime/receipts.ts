import { type At, messages } from "@/api/endpoints";
import { ApiError } from "@/api/problem";
import { applyRead, applyReceipt } from "./apply-memberships";
import { update } from "./store";

/** While new messages stream in at the end, the server is told at most this often. */
const everyMs = 700;
const retryMs = 5000;

type Wish = { workspaceId: string; messageNo: number };
const wishes = new Map<string, Wish>();
let timer: ReturnType<typeof setTimeout> | undefined;
let lastFlush = 0;

/** Marks a channel read up to a message: on this device at once, on the server soon. Never moves backward. */
export function markRead(workspaceId: string, channelId: string, messageNo: number): void {
  update((state) => applyRead(state, channelId, messageNo));
  const wish = wishes.get(channelId);
  if (wish && wish.messageNo >= messageNo) return;
  wishes.set(channelId, { workspaceId, messageNo });
  schedule(Math.max(0, lastFlush + everyMs - Date.now()));
}

/** Moves the point read to before a message, also backward. Throws when the server refuses. */
export async function markUnread(at: At): Promise<void> {
  wishes.delete(at.channelId);
  const receipt = await messages.markUnread(at);
  update((state) => applyReceipt(state, receipt));
}

function schedule(ms: number): void {
  timer ??= setTimeout(() => {
    timer = undefined;
    void flushReceipts();
  }, ms);
}

/** Tells the server all that it does not know yet. What fails for lack of a connection is tried again. */
export async function flushReceipts(): Promise<void> {
  lastFlush = Date.now();
  const tell = async ([channelId, wish]: [string, Wish]) => {
    try {
      const receipt = await messages.markRead(wish.workspaceId, channelId, wish.messageNo);
      update((state) => applyReceipt(state, receipt, wish.messageNo));
    } catch (error) {
      if (!(error instanceof ApiError) || error.isTransient) return schedule(retryMs);
    }
    if (wishes.get(channelId) === wish) wishes.delete(channelId);
  };
  await Promise.all([...wishes].map(tell));
}

export function forgetReceipts(): void {
  clearTimeout(timer);
  timer = undefined;
  wishes.clear();
}
