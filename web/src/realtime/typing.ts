import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Author, TypingEvent } from "@/api/types";
import type { Wire } from "./wire";

/** Somebody who stops without saying so is taken to have stopped after this long. */
export const typingForMs = 5000;
/** While somebody goes on typing, the others are reminded this often. */
const remindAfterMs = 3000;

type Typist = { user: Author; until: number };
type Typists = Readonly<Record<string, readonly Typist[]>>;

/** By channel or, for those who type in a thread, by the thread's root. */
const store = createStore<{ places: Typists }>(() => ({ places: {} }));
const timers = new Map<string, ReturnType<typeof setTimeout>>();
const nobody: readonly Typist[] = [];

const typistsIn = (placeId: string): readonly Typist[] => store.getState().places[placeId] ?? nobody;

function set(placeId: string, typists: readonly Typist[]): void {
  store.setState(({ places }) => ({ places: { ...places, [placeId]: typists } }));
  clearTimeout(timers.get(placeId));
  const next = Math.min(...typists.map((typist) => typist.until));
  if (typists.length > 0)
    timers.set(
      placeId,
      setTimeout(() => expire(placeId), next - Date.now()),
    );
}

function expire(placeId: string): void {
  const now = Date.now();
  set(
    placeId,
    typistsIn(placeId).filter((typist) => typist.until > now),
  );
}

/** Takes in that somebody types, or has stopped. The first to begin stays first in the line. */
export function hearTyping({ channelId, threadRootId, user, active }: TypingEvent): void {
  const placeId = threadRootId ?? channelId;
  if (!active) {
    stopTyping(placeId, user.id);
    return;
  }
  const typists = typistsIn(placeId);
  const typist = { user, until: Date.now() + typingForMs };
  const isKnown = typists.some((one) => one.user.id === user.id);
  set(placeId, isKnown ? typists.map((one) => (one.user.id === user.id ? typist : one)) : [...typists, typist]);
}

/** Somebody's message has arrived: they are not typing it any more. */
export function stopTyping(placeId: string, userId: string): void {
  const typists = typistsIn(placeId);
  const others = typists.filter((typist) => typist.user.id !== userId);
  if (others.length < typists.length) set(placeId, others);
}

export function forgetTyping(): void {
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
  store.setState({ places: {} });
}

/** Who is typing in a channel, or in the thread of a root, in the order they began. */
export const useTyping = (placeId: string): readonly Typist[] =>
  useStore(store, ({ places }) => places[placeId] ?? nobody);

let wire: Wire | null = null;

export function setTypingWire(current: Wire | null): void {
  wire = current;
}

export const tellTyping: Wire["tellTyping"] = (place, isTyping) => wire?.tellTyping(place, isTyping);

/** Tells the others about my typing in one channel, without telling them about every key. */
export function createTypingNotice(tell: (isTyping: boolean) => void) {
  let lastTold = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stop = () => {
    clearTimeout(timer);
    if (lastTold > 0) tell(false);
    lastTold = 0;
  };
  const keyPressed = () => {
    clearTimeout(timer);
    timer = setTimeout(stop, typingForMs);
    if (Date.now() - lastTold < remindAfterMs) return;
    lastTold = Date.now();
    tell(true);
  };
  return { keyPressed, stop };
}
