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

const store = createStore<{ channels: Typists }>(() => ({ channels: {} }));
const timers = new Map<string, ReturnType<typeof setTimeout>>();
const nobody: readonly Typist[] = [];

const typistsIn = (channelId: string): readonly Typist[] => store.getState().channels[channelId] ?? nobody;

function set(channelId: string, typists: readonly Typist[]): void {
  store.setState(({ channels }) => ({ channels: { ...channels, [channelId]: typists } }));
  clearTimeout(timers.get(channelId));
  const next = Math.min(...typists.map((typist) => typist.until));
  if (typists.length > 0)
    timers.set(
      channelId,
      setTimeout(() => expire(channelId), next - Date.now()),
    );
}

function expire(channelId: string): void {
  const now = Date.now();
  set(
    channelId,
    typistsIn(channelId).filter((typist) => typist.until > now),
  );
}

/** Takes in that somebody types, or has stopped. The first to begin stays first in the line. */
export function hearTyping({ channelId, user, active }: TypingEvent): void {
  if (!active) {
    stopTyping(channelId, user.id);
    return;
  }
  const typists = typistsIn(channelId);
  const typist = { user, until: Date.now() + typingForMs };
  const isKnown = typists.some((one) => one.user.id === user.id);
  set(channelId, isKnown ? typists.map((one) => (one.user.id === user.id ? typist : one)) : [...typists, typist]);
}

/** Somebody's message has arrived: they are not typing it any more. */
export function stopTyping(channelId: string, userId: string): void {
  const typists = typistsIn(channelId);
  const others = typists.filter((typist) => typist.user.id !== userId);
  if (others.length < typists.length) set(channelId, others);
}

export function forgetTyping(): void {
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
  store.setState({ channels: {} });
}

/** Who is typing in a channel, in the order they began. */
export const useTyping = (channelId: string): readonly Typist[] =>
  useStore(store, ({ channels }) => channels[channelId] ?? nobody);

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
