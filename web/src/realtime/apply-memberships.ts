import type { Channel, Membership, Receipt, Unread, Workspace } from "@/api/types";
import type { SharedChannel, SharedWorkspace } from "./events";
import { changeWindow, type State } from "./state";
import {
  dropWish,
  lastNo,
  lastReadNo,
  mentionCount,
  readUpTo,
  rebase,
  type Tally,
  takeReceipt,
  tallyOf,
  unreadCount,
} from "./tally";
import { type ChannelWindow, raiseChangeHead } from "./window";

/* The workspaces and channels of the reader, how far each is read, and what is told of them. */

/** Takes in the server's whole list, keeping what was heard while it was on its way. */
export function applyMemberships(state: State, fetched: readonly Membership[]): State {
  const current = fetched.map((m) => ({ ...m, channels: m.channels.map((c) => withLatest(state, c)) }));
  return current.flatMap((m) => m.channels).reduce(applyChannel, withMemberships(state, current));
}

/** Takes in one workspace as the server tells it. */
export function applyWorkspace(state: State, fetched: Workspace): State {
  const memberships = state.memberships.map((m) => (m.id === fetched.id ? { ...m, ...fetched } : m));
  return { ...state, memberships };
}

/** Takes in one channel as the server tells it, adding it where it is new. */
export function applyChannel(state: State, fetched: Channel): State {
  const old = state.tallies[fetched.id];
  const tally = old ? rebase(old, fetched) : tallyOf(fetched);
  const channel = counted(withLatest(state, fetched), tally);
  const memberships = state.memberships.map((m) => (m.id === channel.workspaceId ? putChannel(m, channel) : m));
  const next = { ...state, memberships, tallies: { ...state.tallies, [channel.id]: tally } };
  return raiseHead(next, channel);
}

/** Takes in exact counts, where a message was missed. */
export function applyUnread(state: State, counts: readonly Unread[]): State {
  return counts.reduce((next, count) => {
    const channel = findChannel(next.memberships, count.channelId);
    return channel ? applyChannel(next, { ...channel, ...pickCounts(count) }) : next;
  }, state);
}

const pickCounts = ({ channelId: _id, ...counts }: Unread) => counts;

/** Moves the point read in one channel, forward only. */
export function applyRead(state: State, channelId: string, messageNo: number): State {
  return changeTally(state, channelId, (t) => readUpTo(t, messageNo));
}

/** Takes in the server's answer to having read up to a message; all that was wished up to there is answered. */
export function applyReceipt(state: State, receipt: Receipt, upTo?: number): State {
  return changeTally(state, receipt.channelId, (t) => dropWish(takeReceipt(t, receipt), upTo));
}

export const readReceipt = (state: State, r: Receipt): State =>
  r.userId === state.me ? changeTally(state, r.channelId, (t) => takeReceipt(t, r)) : state;

export function channelUpdated(state: State, shared: SharedChannel): State {
  return changeChannel(state, shared.id, (c) => {
    if (shared.updatedAt < c.updatedAt) return c;
    const { lastMessageNo: _no, lastActivityAt: _at, ...facts } = shared;
    return { ...c, ...facts };
  });
}

export function workspaceUpdated(state: State, shared: SharedWorkspace): State {
  const update = (m: Membership) => (m.id === shared.id && shared.updatedAt >= m.updatedAt ? { ...m, ...shared } : m);
  return { ...state, memberships: state.memberships.map(update) };
}

export function findChannel(memberships: readonly Membership[], channelId: string): Channel | undefined {
  for (const m of memberships) {
    const found = m.channels.find((c) => c.id === channelId);
    if (found) return found;
  }
  return undefined;
}

/** Another list of memberships; what was kept of channels that are not on it is let go. */
export function withMemberships(state: State, memberships: readonly Membership[]): State {
  const ids = new Set(memberships.flatMap((m) => m.channels.map((c) => c.id)));
  return { ...state, memberships, tallies: pick(state.tallies, ids), windows: pick(state.windows, ids) };
}

export function changeTally(state: State, channelId: string, change: (t: Tally) => Tally, activeAt?: string): State {
  const channel = findChannel(state.memberships, channelId);
  if (!channel) return state;
  const before = state.tallies[channelId] ?? tallyOf(channel);
  const tally = change(before);
  if (tally === before) return state;
  const next = { ...state, tallies: { ...state.tallies, [channelId]: tally } };
  return changeChannel(next, channelId, (c) => counted(c, tally, activeAt));
}

export function changeChannel(state: State, channelId: string, change: (c: Channel) => Channel): State {
  const channel = findChannel(state.memberships, channelId);
  if (!channel) return state;
  const changed = change(channel);
  if (changed === channel) return state;
  const memberships = state.memberships.map((m) => (m.id === channel.workspaceId ? putChannel(m, changed) : m));
  return { ...state, memberships };
}

/** The channel with the time of what was heard since the server told of it. */
function withLatest(state: State, fetched: Channel): Channel {
  const known = findChannel(state.memberships, fetched.id)?.lastActivityAt ?? "";
  return known > (fetched.lastActivityAt ?? "") ? { ...fetched, lastActivityAt: known } : fetched;
}

/** The channel with the counts of its tally. */
function counted(c: Channel, t: Tally, activeAt?: string): Channel {
  const lastActivityAt = activeAt && activeAt > (c.lastActivityAt ?? "") ? activeAt : c.lastActivityAt;
  return {
    ...c,
    lastMessageNo: lastNo(t),
    lastReadMessageNo: lastReadNo(t),
    unreadCount: unreadCount(t),
    mentionCount: mentionCount(t),
    lastActivityAt,
  };
}

/** The channel in its place; or at the end, when it is new. */
function putChannel(m: Membership, channel: Channel): Membership {
  const has = m.channels.some((c) => c.id === channel.id);
  const channels = has ? m.channels.map((c) => (c.id === channel.id ? channel : c)) : [...m.channels, channel];
  return { ...m, channels };
}

/** Tells a window how far its channel goes, so that a hole at its end and a missed change are seen. */
function raiseHead(state: State, c: Channel): State {
  const raise = (w: ChannelWindow) => (w.head >= c.lastMessageNo ? w : { ...w, head: c.lastMessageNo });
  return changeWindow(state, c.id, (w) => raiseChangeHead(raise(w), c.lastChangeNo ?? 0));
}

function pick<T>(from: Readonly<Record<string, T>>, ids: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(from).filter(([id]) => ids.has(id)));
}
