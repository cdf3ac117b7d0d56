import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { keys } from "@/api/keys";
import { queryClient } from "@/api/query";
import { currentUser } from "@/api/session";
import type { Membership } from "@/api/types";
import type { Being } from "./people";
import { changeWindow, type State } from "./state";
import type { Thread } from "./thread";
import { type ChannelWindow, emptyWindow } from "./window";

/*
 * Where the state lives: memberships in the query cache, because every part of the app reads them there; the messages
 * and the unread arithmetic here. `update` is the only door to both.
 */
type Kept = Pick<State, "tallies" | "windows" | "threads" | "people">;

const nothing: Kept = { tallies: {}, windows: {}, threads: {}, people: {} };
const store = createStore<Kept>(() => nothing);

const names = Object.keys(nothing) as (keyof Kept)[];

export function readState(): State {
  const memberships = queryClient.getQueryData<readonly Membership[]>(keys.memberships) ?? [];
  return { me: currentUser()?.id ?? "", memberships, ...store.getState() };
}

export function update(change: (state: State) => State): void {
  const before = readState();
  const { memberships, ...kept } = change(before);
  const { tallies, windows, threads, people } = kept;
  const isSame = names.every((name) => kept[name] === before[name]);
  if (!isSame) store.setState({ tallies, windows, threads, people });
  if (memberships !== before.memberships) queryClient.setQueryData(keys.memberships, memberships);
}

export function updateWindow(channelId: string, change: (w: ChannelWindow) => ChannelWindow): void {
  update((state) => changeWindow(state, channelId, change));
}

/** What is held of a channel; an empty window when it was never opened. */
export function windowOf(channelId: string): ChannelWindow {
  const known = store.getState().windows[channelId];
  if (known) return known;
  const empty = emptyWindow();
  store.setState(({ windows }) => ({ windows: { ...windows, [channelId]: empty } }));
  return empty;
}

export const useWindow = (channelId: string): ChannelWindow | undefined =>
  useStore(store, (state) => state.windows[channelId]);

/** What is held of a thread, by its root. */
export const useThread = (rootId: string): Thread | undefined => useStore(store, (state) => state.threads[rootId]);

/** What is known of how somebody is: nothing, until it was told or asked. */
export const useBeing = (userId: string): Being | undefined => useStore(store, (state) => state.people[userId]);

/** Calls back after every change, with the state before and after it. */
export const onWindows = (callback: (windows: Kept["windows"], before: Kept["windows"]) => void) =>
  store.subscribe((state, before) => {
    if (state.windows !== before.windows) callback(state.windows, before.windows);
  });

export const onTallies = (callback: (tallies: Kept["tallies"]) => void) =>
  store.subscribe((state, before) => {
    if (state.tallies !== before.tallies) callback(state.tallies);
  });

/** Forgets everything; for the moment at which another person may sign in. */
export const forgetAll = (): void => store.setState(nothing, true);
