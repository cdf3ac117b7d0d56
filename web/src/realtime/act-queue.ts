import { ApiError } from "@/api/problem";
import { randomId } from "@/lib/random-id";
import { type Act, includes, slotOf, type Target } from "./act";
import type { Wish, WishStore } from "./wishes-db";

/*
 * What the reader does with messages is shown at once and told to the server then. Each channel is a lane: one act at a
 * time, in the order they were wished. Of several in one slot, such as one emoji on one message, the last one counts; of
 * how far something is read, the furthest.
 * Without a connection they wait, on the device too, so that they outlive the page.
 */
export type ActPorts = {
  /** Tells the server, and takes in its answer. */
  tell: (target: Target, act: Act) => Promise<void>;
  show: (messageId: string, acts: readonly Act[]) => void;
  isOnline: () => boolean;
  store: WishStore;
  /** Something that was wished on an earlier visit is not done: the server's refusal, or null when it is too long ago. */
  onRefused: (wish: Wish, refusal: Error | null) => void;
};

export type ActQueue = {
  /**
   * Shows an act, and resolves when the server has taken it, or when a later one has taken its place. What is refused is
   * not shown any more, and rejects; `onWaiting` is called when there is no connection.
   */
  put: (target: Target, act: Act, onWaiting?: () => void) => Promise<void>;
  /** Takes up what an earlier visit left behind. */
  restore: () => Promise<void>;
  /** The server can be reached again. */
  kick: () => void;
  stop: () => void;
};

type Entry = { wish: Wish; onWaiting: () => void; resolve: () => void; reject: (refusal: Error) => void };
type Lane = { entries: Entry[]; isRunning: boolean; wake: () => void };

const attempts = 3;
const pauseMs = 400;
const longestPauseMs = 15_000;
/** So many wait at most; whoever has wished for more is told that it is not done. */
const mostWaiting = 200;
/** What has waited for longer is likely to surprise, and is not done any more. */
const longestWaitMs = 7 * 24 * 3_600_000;

export function createActQueue({ tell, show, isOnline, store, onRefused }: ActPorts): ActQueue {
  const shown = new Map<string, Act[]>();
  const lanes = new Map<string, Lane>();
  let lastAt = 0;
  let isStopped = false;

  /** Shows an act of a message in place of the one in its slot; null shows none there. */
  function showIn(id: string, slot: string, act: Act | null): void {
    const others = (shown.get(id) ?? []).filter((known) => slotOf(known) !== slot);
    const acts = act ? [...others, act] : others;
    if (acts.length > 0) shown.set(id, acts);
    else shown.delete(id);
    show(id, acts);
  }
  const isWanted = ({ target, act }: Wish) => shown.get(target.id)?.includes(act) ?? false;

  function laneOf(channelId: string): Lane {
    const known = lanes.get(channelId);
    if (known) return known;
    const lane: Lane = { entries: [], isRunning: false, wake: () => {} };
    lanes.set(channelId, lane);
    return lane;
  }

  function enter(wish: Wish, onWaiting = () => {}): Promise<void> {
    const { target, act } = wish;
    if (shown.get(target.id)?.some((known) => includes(known, act))) {
      void store.remove(wish.id);
      return Promise.resolve();
    }
    const lane = laneOf(target.channelId);
    showIn(target.id, slotOf(act), act);
    dropReplaced(lane);
    const done = new Promise<void>((resolve, reject) => lane.entries.push({ wish, onWaiting, resolve, reject }));
    void run(lane);
    return done;
  }

  /** Lets go of what nobody wishes any more. The first one may be on its way to the server. */
  function dropReplaced(lane: Lane): void {
    const replaced = lane.entries.slice(1).filter(({ wish }) => !isWanted(wish));
    lane.entries = lane.entries.filter((entry) => !replaced.includes(entry));
    for (const entry of replaced) settle(entry, null);
  }

  async function run(lane: Lane): Promise<void> {
    if (lane.isRunning) return;
    lane.isRunning = true;
    // What is wished in the same moment is known before the first of it is told.
    await Promise.resolve();
    for (let entry = lane.entries[0]; entry && !isStopped; entry = lane.entries[0]) {
      const refusal = await tried(lane, entry);
      if (isStopped) return;
      lane.entries.shift();
      settle(entry, refusal);
    }
    lane.isRunning = false;
  }

  function settle({ wish, resolve, reject }: Entry, refusal: Error | null): void {
    void store.remove(wish.id);
    // What has been replaced is nobody's wish any more, whatever became of it.
    const isReplaced = !isWanted(wish);
    // What is deleted stays deleted: the event that says so may still be on its way.
    const isGone = wish.act.kind === "delete" && !refusal;
    if (!isReplaced && !isGone) showIn(wish.target.id, slotOf(wish.act), null);
    if (refusal && !isReplaced) reject(refusal);
    else resolve();
  }

  /** Tells the server until it says yes or no, and gives back the no. A busy one is asked a few times only. */
  async function tried(lane: Lane, { wish, onWaiting }: Entry): Promise<Error | null> {
    let busy = 0;
    for (let failed = 1; !isStopped && isWanted(wish); failed++) {
      try {
        await tell(wish.target, wish.act);
        return null;
      } catch (error) {
        if (!(error instanceof ApiError)) return error as Error;
        const isUnreachable = error.code === "network" || error.status === 401;
        if (!isUnreachable && (!error.isTransient || ++busy >= attempts)) return error;
        if (isUnreachable && !isOnline()) onWaiting();
        const ms = error.retryAfterMs ?? Math.min(longestPauseMs, pauseMs * 2 ** (failed - 1));
        await pause(lane, isUnreachable && !isOnline() ? longestPauseMs : ms);
      }
    }
    return null;
  }

  const pause = (lane: Lane, ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      lane.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  return {
    put: (target, act, onWaiting) => {
      const waiting = [...lanes.values()].reduce((sum, { entries }) => sum + entries.length, 0);
      if (waiting >= mostWaiting) return Promise.reject(tooMany());
      // Never the same moment twice: it is the order in which they are taken up again.
      lastAt = Math.max(Date.now(), lastAt + 1);
      const wish = { id: randomId(), target, act, at: lastAt };
      void store.put(wish);
      return enter(wish, onWaiting);
    },
    restore: async () => {
      for (const wish of await store.takeOver()) {
        if (isStopped) return;
        const isTooOld = Date.now() - wish.at > longestWaitMs;
        if (isTooOld) void store.remove(wish.id);
        if (isTooOld) onRefused(wish, null);
        else enter(wish).catch((refusal: Error) => onRefused(wish, refusal));
      }
    },
    kick: () => {
      for (const lane of lanes.values()) lane.wake();
    },
    stop: () => {
      isStopped = true;
      for (const lane of lanes.values()) lane.wake();
    },
  };
}

const tooMany = () =>
  new ApiError({ type: "about:blank", title: "Too much waits", status: 0, detail: "", code: "too_many_waiting" });
