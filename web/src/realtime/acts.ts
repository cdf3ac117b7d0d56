import { useMemo } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { messages, threads } from "@/api/endpoints";
import { currentUser } from "@/api/session";
import type { Message, ThreadState } from "@/api/types";
import { type Act, acted, type Target } from "./act";
import { type ActQueue, createActQueue } from "./act-queue";
import { applyMessage, changeHeld, withSaved } from "./apply-messages";
import { connection } from "./connection";
import { answer } from "./converge";
import { markUnread } from "./receipts";
import { update } from "./store";
import { applyThreadState } from "./threads";
import { type Wish, wishesOnDevice } from "./wishes-db";

/* The acts under way lie on top of what the server has told, and go when it has answered. */
const none: readonly Act[] = [];
const store = createStore<Record<string, readonly Act[]>>(() => ({}));

type Refused = (wish: Wish, refusal: Error | null) => void;
const refusedListeners = new Set<Refused>();
let queue: ActQueue | null = null;

/** Opens what waits of the person signed in, with what an earlier visit has left undone. */
export function openActs(userId: string): ActQueue {
  const opened = createActQueue({
    tell: tellServer,
    show: (id, acts) =>
      store.setState((state) => {
        const { [id]: _before, ...others } = state;
        return acts.length > 0 ? { ...others, [id]: acts } : others;
      }, true),
    isOnline: connection.isUp,
    store: wishesOnDevice(userId),
    onRefused: (wish, refusal) => {
      for (const listener of refusedListeners) listener(wish, refusal);
    },
  });
  queue = opened;
  void opened.restore();
  return opened;
}

/** Does something with a message: on the screen at once, on the server soon. Rejects when the server refuses. */
export const actOn = async (
  { id, workspaceId, channelId, threadRootId, alsoSentToChannel }: Target,
  act: Act,
  onWaiting?: () => void,
): Promise<void> => queue?.put({ id, workspaceId, channelId, threadRootId, alsoSentToChannel }, act, onWaiting);

/** Calls back with what was wished on an earlier visit, and will not be done. */
export function onRefusedAct(listener: Refused): () => void {
  refusedListeners.add(listener);
  return () => void refusedListeners.delete(listener);
}

/** The message with what the reader is doing with it. */
export function useActed(message: Message): Message {
  const acts = useStore(store, (state) => state[message.id] ?? none);
  return useMemo(() => {
    const me = currentUser()?.id ?? "";
    return acts.reduce((m, act) => acted(m, act, me), message);
  }, [message, acts]);
}

/** Whether a thread is followed, with what the reader is doing about that. */
export function useIsFollowing({ threadRootId, isFollowing }: ThreadState): boolean {
  const acts = useStore(store, (state) => state[threadRootId] ?? none);
  return acts.find((act) => act.kind === "follow")?.isOn ?? isFollowing;
}

async function tellServer(target: Target, act: Act): Promise<void> {
  const told = await call(target, act);
  if (told) update((state) => applyMessage(state, told, answer));
}

async function call(target: Target, act: Act): Promise<Message | null> {
  switch (act.kind) {
    case "react":
      return act.isOn ? messages.react(target, act.emoji) : messages.unreact(target, act.emoji);
    case "edit":
      return messages.edit(target, act.content);
    case "pin":
      return act.isOn ? messages.pin(target) : messages.unpin(target);
    case "delete":
      await messages.remove(target);
      return null;
    case "unread":
      await markUnread(target);
      return null;
    case "follow":
      takeState(await (act.isOn ? threads.follow(target) : threads.unfollow(target)));
      return null;
    case "read-thread":
      takeState(await threads.markRead(target, act.messageNo));
      return null;
    case "save":
      if (act.isOn) await messages.save(target, act.remindAt === undefined ? {} : { remindAt: act.remindAt });
      else await messages.unsave(target);
      update((state) => changeHeld(state, target.id, (m) => withSaved(m, act.isOn)));
      return null;
  }
}

const takeState = (told: ThreadState) => update((state) => applyThreadState(state, told));

export const forgetActs = (): void => store.setState({}, true);
