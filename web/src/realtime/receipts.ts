import { type At, messages } from "@/api/endpoints";
import { ApiError } from "@/api/problem";
import { applyRead, applyReceipt } from "./apply-memberships";
import { connection } from "./connection";
import { type ReadMark, type ReadMarks, readMarksOnDevice } from "./read-marks";
import { update } from "./store";

/** While new messages stream in at the end, the server is told at most this often. */
const everyMs = 700;
const retryMs = 5000;

/** What the server is to be told, by channel; what it could not be told for lack of a connection is on the device, too. */
const wishes = new Map<string, ReadMark>();
const kept = new Set<string>();
let onDevice: ReadMarks | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let lastFlush = 0;

/** Takes up how far the person signed in has read without a connection, on an earlier visit. */
export async function openReceipts(userId: string): Promise<void> {
  const opened = readMarksOnDevice(userId);
  onDevice = opened;
  const left = await opened.all();
  if (onDevice !== opened) return;
  for (const { workspaceId, channelId, messageNo } of left) {
    kept.add(channelId);
    markRead(workspaceId, channelId, messageNo);
  }
}

/** Marks a channel read up to a message: on this device at once, on the server soon. Never moves backward. */
export function markRead(workspaceId: string, channelId: string, messageNo: number): void {
  update((state) => applyRead(state, channelId, messageNo));
  const wish = wishes.get(channelId);
  if (wish && wish.messageNo >= messageNo) return;
  const mark = { workspaceId, channelId, messageNo };
  wishes.set(channelId, mark);
  if (!connection.isUp()) keep(mark);
  schedule(Math.max(0, lastFlush + everyMs - Date.now()));
}

/** Moves the point read to before a message, also backward. Throws when the server refuses. */
export async function markUnread(at: At): Promise<void> {
  wishes.delete(at.channelId);
  drop(at.channelId, Number.POSITIVE_INFINITY);
  const receipt = await messages.markUnread(at);
  update((state) => applyReceipt(state, receipt));
}

function keep(mark: ReadMark): void {
  kept.add(mark.channelId);
  void onDevice?.keep(mark);
}

function drop(channelId: string, upTo: number): void {
  if (kept.delete(channelId)) void onDevice?.drop(channelId, upTo);
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
  await Promise.all([...wishes.values()].map(tell));
}

async function tell(mark: ReadMark): Promise<void> {
  const { workspaceId, channelId, messageNo } = mark;
  try {
    const receipt = await messages.markRead(workspaceId, channelId, messageNo);
    update((state) => applyReceipt(state, receipt, messageNo));
  } catch (error) {
    if (!(error instanceof ApiError) || error.isTransient || error.status === 401) {
      if (wishes.get(channelId) === mark) keep(mark);
      return schedule(retryMs);
    }
  }
  if (wishes.get(channelId) !== mark) return;
  wishes.delete(channelId);
  drop(channelId, messageNo);
}

export function forgetReceipts(): void {
  clearTimeout(timer);
  timer = undefined;
  onDevice = null;
  wishes.clear();
  kept.clear();
}
