import type { ChangePage, Channel, MemberEvent, Membership, Message, Receipt, Unread, Workspace } from "@/api/types";
import { type Actor, answer, type Teller } from "./converge";
import type { RealtimeEvent, SharedChannel, SharedWorkspace } from "./events";
import { applyPresence, applyProfile, type People } from "./people";
import {
  dropWish,
  hear,
  heardOf,
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
import { changeInThread, hearInThread, type Thread } from "./thread";
import { applyThreadState, changeThread } from "./threads";
import { addChanges, addMessage, type ChannelWindow, changeMessage, raiseChangeHead } from "./window";

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

const only = (state: State): Applied => ({ state, effects: [] });

/** Takes in one event of the server. Pure; what changed nothing comes back as the same object. */
export function apply(state: State, event: RealtimeEvent): Applied {
  switch (event.type) {
    case "message:created":
    case "message:updated":
      return messageTold(state, event.payload, { kind: "event", me: state.me });
    case "message:deleted":
    case "pin:added":
    case "pin:removed":
    case "thread:updated":
      return messageTold(state, event.payload.message, { kind: "event", me: state.me });
    case "reaction:added":
    case "reaction:removed":
      return messageTold(state, event.payload.message, { kind: "event", me: state.me, actor: actorOf(event) });
    case "thread:state":
      return only(applyThreadState(state, event.payload));
    case "saved:updated":
      return only(changeHeld(state, event.payload.messageId, (m) => withSaved(m, event.payload.saved !== null)));
    case "read-receipt:updated":
      return only(readReceipt(state, event.payload));
    case "channel:created":
    case "channel:updated":
      return only(channelUpdated(state, event.payload));
    case "channel:deleted":
      return forgetChannel(state, event.payload, "deleted");
    case "workspace:deleted":
      return forgetWorkspace(state, event.payload.workspaceId, "deleted");
    case "workspace:updated":
      return only(workspaceUpdated(state, event.payload));
    case "member:joined":
      return memberJoined(state, event.payload);
    case "member:left":
      return memberLeft(state, event.payload);
    case "member:updated":
      return memberUpdated(state, event.payload);
    case "resync":
      return { state, effects: [catchUp(findChannel(state.memberships, event.payload.channelId ?? ""))] };
    case "presence:changed":
      return only(applyPresence(state, event.payload));
    default:
      return only(state);
  }
}

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

/** Takes in what has changed in a channel since a change that was held. */
export function applyChanges(state: State, channelId: string, page: ChangePage): State {
  const inThread = (next: State, m: Message) =>
    changeThread(next, m.threadRootId ?? m.id, (t) => hearInThread(t, m, answer));
  return changeWindow(page.items.reduce(inThread, state), channelId, (w) => addChanges(w, page));
}

/** Takes in a message, whoever told of it. */
export const applyMessage = (state: State, m: Message, by: Teller): State => messageTold(state, m, by).state;

/** Changes a message in all places where it is held. */
export function changeHeld(state: State, id: string, change: (m: Message) => Message): State {
  const windows = mapChanged(state.windows, (w) => changeMessage(w, id, change));
  const threads = mapChanged(state.threads, (t) => changeInThread(t, id, change));
  return windows === state.windows && threads === state.threads ? state : { ...state, windows, threads };
}

export const withSaved = (m: Message, isSaved: boolean): Message => (m.isSaved === isSaved ? m : { ...m, isSaved });

export function findChannel(memberships: readonly Membership[], channelId: string): Channel | undefined {
  for (const m of memberships) {
    const found = m.channels.find((c) => c.id === channelId);
    if (found) return found;
  }
  return undefined;
}

function messageTold(state: State, m: Message, by: Teller): Applied {
  const known = findChannel(state.memberships, m.channelId);
  if (!known) return { state, effects: [fetchChannel(m)] };
  const activeAt = m.messageNo > known.lastMessageNo ? m.createdAt : undefined;
  const next = changeTally(state, m.channelId, (t) => hear(t, heardOf(m, state.me)), activeAt);
  const threaded = changeThread(next, m.threadRootId ?? m.id, (t) => hearInThread(t, m, by));
  return only(changeWindow(threaded, m.channelId, (w) => addMessage(w, m, by)));
}

const actorOf = ({ type, payload: { userId, emoji } }: ReactionTold): Actor => ({
  userId,
  emoji,
  isAdded: type === "reaction:added",
});
type ReactionTold = Extract<RealtimeEvent, { type: "reaction:added" | "reaction:removed" }>;

const readReceipt = (state: State, r: Receipt): State =>
  r.userId === state.me ? changeTally(state, r.channelId, (t) => takeReceipt(t, r)) : state;

function channelUpdated(state: State, shared: SharedChannel): State {
  return changeChannel(state, shared.id, (c) => {
    if (shared.updatedAt < c.updatedAt) return c;
    const { lastMessageNo: _no, lastActivityAt: _at, ...facts } = shared;
    return { ...c, ...facts };
  });
}

function workspaceUpdated(state: State, shared: SharedWorkspace): State {
  const update = (m: Membership) => (m.id === shared.id && shared.updatedAt >= m.updatedAt ? { ...m, ...shared } : m);
  return { ...state, memberships: state.memberships.map(update) };
}

/** The server is asked again for a count of members: adding up events would drift when one is missed. */
function memberJoined(state: State, e: MemberEvent): Applied {
  const { workspaceId, channelId } = e;
  if (channelId) return { state, effects: [{ kind: "fetch-channel", workspaceId, channelId }, refreshMembers(e)] };
  if (e.userId === state.me) return { state, effects: [{ kind: "fetch-memberships" }] };
  return { state, effects: [{ kind: "fetch-workspace", workspaceId }, refreshMembers(e)] };
}

function memberLeft(state: State, e: MemberEvent): Applied {
  if (e.userId !== state.me) return memberJoined(state, e);
  const { workspaceId, channelId } = e;
  return channelId
    ? forgetChannel(state, { workspaceId, channelId }, "removed")
    : forgetWorkspace(state, workspaceId, "removed");
}

/**
 * A role or a profile is another one. A role of mine takes effect at once; the server is asked too, because events of
 * two changes may arrive in either order.
 */
function memberUpdated(state: State, e: MemberEvent): Applied {
  const { workspaceId, channelId } = e;
  const seen = applyProfile(state, e.user);
  if (e.userId !== state.me) return { state: seen, effects: [refreshMembers(e)] };
  if (channelId) {
    const next = changeChannel(seen, channelId, (c) => ({ ...c, role: e.role as Channel["role"] }));
    return { state: next, effects: [{ kind: "fetch-channel", workspaceId, channelId }, refreshMembers(e)] };
  }
  const role = e.role as Workspace["role"];
  const memberships = seen.memberships.map((m) => (m.id === workspaceId ? { ...m, role } : m));
  return { state: { ...seen, memberships }, effects: [{ kind: "fetch-workspace", workspaceId }, refreshMembers(e)] };
}

function forgetChannel(state: State, at: { workspaceId: string; channelId: string }, why: Gone["why"]): Applied {
  const known = findChannel(state.memberships, at.channelId);
  if (!known) return only(state);
  const without = (m: Membership) => ({ ...m, channels: m.channels.filter((c) => c.id !== at.channelId) });
  const memberships = state.memberships.map((m) => (m.id === at.workspaceId ? without(m) : m));
  const gone = { kind: "say-gone", id: known.id, title: known.displayName || known.name, why } as const;
  return { state: withMemberships(state, memberships), effects: [gone] };
}

function forgetWorkspace(state: State, id: string, why: Gone["why"]): Applied {
  const known = state.memberships.find((m) => m.id === id);
  if (!known) return only(state);
  const memberships = state.memberships.filter((m) => m.id !== id);
  const gone = { kind: "say-gone", id, title: known.displayName || known.name, why } as const;
  return { state: withMemberships(state, memberships), effects: [gone] };
}

const refreshMembers = ({ workspaceId, channelId }: MemberEvent): Effect => ({
  kind: "refresh-members",
  workspaceId,
  ...(channelId && { channelId }),
});

const catchUp = (channel?: Channel): Effect =>
  channel
    ? { kind: "fetch-channel", workspaceId: channel.workspaceId, channelId: channel.id }
    : { kind: "fetch-memberships", gather: true };

const fetchChannel = ({ workspaceId, channelId }: Message): Effect => ({
  kind: "fetch-channel",
  workspaceId,
  channelId,
});

/** Another list of memberships; what was kept of channels that are not on it is let go. */
function withMemberships(state: State, memberships: readonly Membership[]): State {
  const ids = new Set(memberships.flatMap((m) => m.channels.map((c) => c.id)));
  return { ...state, memberships, tallies: pick(state.tallies, ids), windows: pick(state.windows, ids) };
}

function changeTally(state: State, channelId: string, change: (t: Tally) => Tally, activeAt?: string): State {
  const channel = findChannel(state.memberships, channelId);
  if (!channel) return state;
  const before = state.tallies[channelId] ?? tallyOf(channel);
  const tally = change(before);
  if (tally === before) return state;
  const next = { ...state, tallies: { ...state.tallies, [channelId]: tally } };
  return changeChannel(next, channelId, (c) => counted(c, tally, activeAt));
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

function changeChannel(state: State, channelId: string, change: (c: Channel) => Channel): State {
  const channel = findChannel(state.memberships, channelId);
  if (!channel) return state;
  const changed = change(channel);
  if (changed === channel) return state;
  const memberships = state.memberships.map((m) => (m.id === channel.workspaceId ? putChannel(m, changed) : m));
  return { ...state, memberships };
}

/** The channel in its place; or at the end, when it is new. */
function putChannel(m: Membership, channel: Channel): Membership {
  const has = m.channels.some((c) => c.id === channel.id);
  const channels = has ? m.channels.map((c) => (c.id === channel.id ? channel : c)) : [...m.channels, channel];
  return { ...m, channels };
}

/** Changes what is held of a channel, if anything is. */
export function changeWindow(state: State, id: string, change: (w: ChannelWindow) => ChannelWindow): State {
  const before = state.windows[id];
  if (!before) return state;
  const window = change(before);
  return window === before ? state : { ...state, windows: { ...state.windows, [id]: window } };
}

/** Tells a window how far its channel goes, so that a hole at its end and a missed change are seen. */
function raiseHead(state: State, c: Channel): State {
  const raise = (w: ChannelWindow) => (w.head >= c.lastMessageNo ? w : { ...w, head: c.lastMessageNo });
  return changeWindow(state, c.id, (w) => raiseChangeHead(raise(w), c.lastChangeNo ?? 0));
}

function pick<T>(from: Readonly<Record<string, T>>, ids: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(from).filter(([id]) => ids.has(id)));
}

/** The same object comes back when nothing in it has changed. */
function mapChanged<T>(from: Readonly<Record<string, T>>, change: (value: T) => T): Readonly<Record<string, T>> {
  const changed = Object.entries(from).map(([id, value]) => [id, change(value)] as const);
  return changed.some(([id, value]) => value !== from[id]) ? Object.fromEntries(changed) : from;
}
