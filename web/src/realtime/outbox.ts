import { ApiError } from "@/api/problem";
import type { Message } from "@/api/types";
import type { PendingStore } from "./outbox-db";
import type { Pending } from "./window";

/*
 * Messages on their way out. Each channel is a lane: one message at a time, in the order written, each tried with the
 * same correlation id until the server has said yes or no. So a message is never doubled, and never overtaken.
 */
export type Outbox = {
  add: (pending: Pending) => void;
  /** Sends a refused message again, under the same correlation id. */
  retry: (correlationId: string) => void;
  discard: (correlationId: string) => void;
  /** Takes up what an earlier visit left behind. */
  restore: (authorId: string) => Promise<void>;
  /** Ends all waiting: there is reason to believe that the server can be reached again. */
  kick: () => void;
  stop: () => void;
};

export type OutboxPorts = {
  send: (pending: Pending) => Promise<Message>;
  store: PendingStore;
  onChange: (pending: Pending) => void;
  onSent: (message: Message) => void;
  onDiscarded: (pending: Pending) => void;
};

type Lane = { queue: Pending[]; isRunning: boolean; attempts: number; wake: () => void };

export function createOutbox({ send, store, onChange, onSent, onDiscarded }: OutboxPorts): Outbox {
  const lanes = new Map<string, Lane>();
  let isStopped = false;

  function laneOf(channelId: string): Lane {
    const known = lanes.get(channelId);
    if (known) return known;
    const lane: Lane = { queue: [], isRunning: false, attempts: 0, wake: () => {} };
    lanes.set(channelId, lane);
    return lane;
  }

  /** Replaces an entry wherever it waits. */
  function put(pending: Pending): void {
    const { queue } = laneOf(pending.channelId);
    const at = queue.findIndex((p) => p.correlationId === pending.correlationId);
    if (at < 0) queue.push(pending);
    else queue[at] = pending;
    onChange(pending);
    void store.put(pending);
  }

  function take(pending: Pending): void {
    const lane = laneOf(pending.channelId);
    lane.queue = lane.queue.filter((p) => p.correlationId !== pending.correlationId);
    void store.remove(pending.correlationId);
  }

  function find(correlationId: string): Pending | undefined {
    for (const { queue } of lanes.values()) {
      const found = queue.find((p) => p.correlationId === correlationId);
      if (found) return found;
    }
    return undefined;
  }

  async function run(lane: Lane): Promise<void> {
    if (lane.isRunning) return;
    lane.isRunning = true;
    for (;;) {
      const next = lane.queue.find((p) => p.state === "sending");
      if (!next || isStopped) break;
      await attempt(lane, next);
    }
    lane.isRunning = false;
  }

  async function attempt(lane: Lane, pending: Pending): Promise<void> {
    try {
      const message = await send(pending);
      lane.attempts = 0;
      take(pending);
      onSent(message);
    } catch (error) {
      if (isStopped) return;
      const refusal = refusalOf(error);
      if (refusal) put({ ...pending, state: "failed", reason: refusal });
      else await pause(lane, retryDelay(lane.attempts++, error));
    }
  }

  const pause = (lane: Lane, ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      lane.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  function kick(): void {
    for (const lane of lanes.values()) {
      lane.attempts = 0;
      lane.wake();
      void run(lane);
    }
  }

  return {
    add: (pending) => {
      put(pending);
      void run(laneOf(pending.channelId));
    },
    retry: (correlationId) => {
      const pending = find(correlationId);
      if (pending?.state !== "failed") return;
      const { reason: _, ...rest } = pending;
      put({ ...rest, state: "sending" });
      void run(laneOf(pending.channelId));
    },
    discard: (correlationId) => {
      const pending = find(correlationId);
      if (pending?.state !== "failed") return;
      take(pending);
      onDiscarded(pending);
    },
    restore: async (authorId) => {
      for (const pending of await store.all(authorId)) if (!find(pending.correlationId)) put(pending);
      kick();
    },
    kick,
    stop: () => {
      isStopped = true;
      for (const lane of lanes.values()) lane.wake();
    },
  };
}

/** The code of a final no. Everything else (no connection, a busy server, no session at the moment) is tried again. */
function refusalOf(error: unknown): string | null {
  if (!(error instanceof ApiError) || error.isTransient) return null;
  return error.status === 401 || error.status === 408 ? null : error.code;
}

/** One second, doubled with each attempt up to half a minute, and up to half of it less so that devices spread out. */
export function retryDelay(attempts: number, error: unknown): number {
  const asked = error instanceof ApiError ? error.retryAfterMs : null;
  const delay = Math.min(30_000, 1000 * 2 ** attempts);
  return asked ?? delay * (1 - Math.random() / 2);
}
