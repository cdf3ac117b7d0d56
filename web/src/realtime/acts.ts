import { useMemo } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { messages } from "@/api/endpoints";
import { currentUser } from "@/api/session";
import type { Message } from "@/api/types";
import { type Act, acted } from "./act";
import { createActQueue } from "./act-queue";
import { applyMessage, changeHeld, withSaved } from "./apply";
import { connection } from "./connection";
import { answer } from "./converge";
import { update } from "./store";

/* The acts under way lie on top of what the server has told, and go when it has answered. */
const none: readonly Act[] = [];
const store = createStore<Record<string, readonly Act[]>>(() => ({}));

const queue = createActQueue({
  tell: tellServer,
  show: (id, acts) =>
    store.setState((state) => {
      const { [id]: _before, ...others } = state;
      return acts.length > 0 ? { ...others, [id]: acts } : others;
    }, true),
  isOnline: connection.isUp,
});

/** Does something with a message: on the screen at once, on the server soon. Rejects when the server refuses. */
export const actOn = (message: Message, act: Act, onWaiting?: () => void): Promise<void> =>
  queue.put(message, act, onWaiting);

export const kickActs = queue.kick;

/** The message with what the reader is doing with it. */
export function useActed(message: Message): Message {
  const acts = useStore(store, (state) => state[message.id] ?? none);
  return useMemo(() => {
    const me = currentUser()?.id ?? "";
    return acts.reduce((m, act) => acted(m, act, me), message);
  }, [message, acts]);
}

async function tellServer(message: Message, act: Act): Promise<void> {
  const told = await call(message, act);
  if (told) update((state) => applyMessage(state, told, answer));
}

async function call(message: Message, act: Act): Promise<Message | null> {
  switch (act.kind) {
    case "react":
      return act.isOn ? messages.react(message, act.emoji) : messages.unreact(message, act.emoji);
    case "edit":
      return messages.edit(message, act.content);
    case "pin":
      return act.isOn ? messages.pin(message) : messages.unpin(message);
    case "delete":
      await messages.remove(message);
      return null;
    case "save":
      if (act.isOn) await messages.save(message, act.remindAt === undefined ? {} : { remindAt: act.remindAt });
      else await messages.unsave(message);
      update((state) => changeHeld(state, message.id, (m) => withSaved(m, act.isOn)));
      return null;
  }
}

export const forgetActs = (): void => store.setState({}, true);
