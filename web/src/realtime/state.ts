import type { Membership } from "@/api/types";
import type { People } from "./people";
import type { Tally } from "./tally";
import type { Thread } from "./thread";
import type { ChannelWindow } from "./window";

/** All that the real-time part of the app keeps in step with the server. */
export type State = {
  /** My own user id. */
  me: string;
  memberships: readonly Membership[];
  tallies: Readonly<Record<string, Tally>>;
  windows: Readonly<Record<string, ChannelWindow>>;
  /** The threads that were opened, by their root. */
  threads: Readonly<Record<string, Thread>>;
  people: People;
};

/** A channel or workspace that is no longer there for me, and why. */
export type Gone = { id: string; title: string; why: "deleted" | "removed" };

/** What an event asks for beyond the state: facts that only the server can tell. */
export type Effect =
  | { kind: "refresh-members"; workspaceId: string; channelId?: string }
  | ({ kind: "say-gone" } & Gone)
  | { kind: "fetch-channel"; workspaceId: string; channelId: string }
  | { kind: "fetch-workspace"; workspaceId: string }
  | { kind: "fetch-memberships"; gather?: boolean };

export type Applied = { state: State; effects: readonly Effect[] };

export const only = (state: State): Applied => ({ state, effects: [] });

/** Changes what is held of a channel, if anything is. */
export function changeWindow(state: State, id: string, change: (w: ChannelWindow) => ChannelWindow): State {
  const before = state.windows[id];
  if (!before) return state;
  const window = change(before);
  return window === before ? state : { ...state, windows: { ...state.windows, [id]: window } };
}

/** Changes each of several things. The same object comes back when nothing in it has changed. */
export function mapChanged<T>(from: Readonly<Record<string, T>>, change: (value: T) => T): Readonly<Record<string, T>> {
  const changed = Object.entries(from).map(([id, value]) => [id, change(value)] as const);
  return changed.some(([id, value]) => value !== from[id]) ? Object.fromEntries(changed) : from;
}
