import { ApiError } from "@/api/problem";
import type { Message } from "@/api/types";
import { type Act, slotOf } from "./act";

/*
 * What the reader does with messages is shown at once and told to the server then. Of several acts in one slot, such as
 * one emoji on one message, the last one counts; they never overtake each other. Without a connection they wait.
 */
export type ActPorts = {
  /** Tells the server, and takes in its answer. */
  tell: (message: Message, act: Act) => Promise<void>;
  show: (messageId: string, acts: readonly Act[]) => void;
  isOnline: () => boolean;
};

export type ActQueue = {
  /**
   * Shows an act, and resolves when the server has taken it. What is refused is not shown any more, and rejects;
   * `onWaiting` is called when there is no connection.
   */
  put: (message: Message, act: Act, onWaiting?: () => void) => Promise<void>;
  /** The server can be reached again. */
  kick: () => void;
};

const attempts = 3;
const pauseMs = 400;

export function createActQueue({ tell, show, isOnline }: ActPorts): ActQueue {
  const shown = new Map<string, Act[]>();
  const running = new Map<string, Promise<void>>();
  const waiting = new Set<() => void>();

  const wanted = (id: string, slot: string) => shown.get(id)?.find((act) => slotOf(act) === slot);

  function set(id: string, slot: string, act?: Act): void {
    const others = (shown.get(id) ?? []).filter((known) => slotOf(known) !== slot);
    const acts = act ? [...others, act] : others;
    if (acts.length > 0) shown.set(id, acts);
    else shown.delete(id);
    show(id, acts);
  }

  async function run(message: Message, slot: string, onWaiting: () => void): Promise<void> {
    for (;;) {
      const act = wanted(message.id, slot);
      if (!act) return;
      try {
        await patiently(() => tell(message, act), onWaiting);
      } catch (error) {
        // A later wish is tried for itself.
        if (wanted(message.id, slot) !== act) continue;
        set(message.id, slot);
        throw error;
      }
      if (wanted(message.id, slot) !== act) continue;
      // What is deleted stays deleted: the event that says so may still be on its way.
      if (act.kind !== "delete") set(message.id, slot);
      return;
    }
  }

  async function patiently(attempt: () => Promise<void>, onWaiting: () => void): Promise<void> {
    for (let failed = 0; ; ) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof ApiError) || !error.isTransient) throw error;
        if (error.code === "network" && !isOnline()) {
          onWaiting();
          await new Promise<void>((resolve) => waiting.add(resolve));
        } else {
          if (++failed >= attempts) throw error;
          await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs ?? pauseMs * failed));
        }
      }
    }
  }

  return {
    put: (message, act, onWaiting = () => {}) => {
      const slot = slotOf(act);
      const key = `${message.id} ${slot}`;
      set(message.id, slot, act);
      const known = running.get(key);
      if (known) return known;
      const task = run(message, slot, onWaiting).finally(() => running.delete(key));
      running.set(key, task);
      return task;
    },
    kick: () => {
      for (const resolve of waiting) resolve();
      waiting.clear();
    },
  };
}
