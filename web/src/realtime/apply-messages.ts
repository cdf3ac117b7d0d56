import type { ChangePage, Message } from "@/api/types";
import { changeTally, findChannel } from "./apply-memberships";
import { type Actor, answer, type Teller } from "./converge";
import type { RealtimeEvent } from "./events";
import { type Applied, changeWindow, type Effect, mapChanged, only, type State } from "./state";
import { hear, heardOf } from "./tally";
import { changeInThread, hearInThread } from "./thread";
import { changeThread } from "./threads";
import { addChanges, addMessage, changeMessage } from "./window";

/* Messages, in the channels and threads where they are held. */

/** Takes in a message, whoever told of it. */
export const applyMessage = (state: State, m: Message, by: Teller): State => messageTold(state, m, by).state;

export function messageTold(state: State, m: Message, by: Teller): Applied {
  const known = findChannel(state.memberships, m.channelId);
  if (!known) return { state, effects: [fetchChannel(m)] };
  const activeAt = m.messageNo > known.lastMessageNo ? m.createdAt : undefined;
  const next = changeTally(state, m.channelId, (t) => hear(t, heardOf(m, state.me)), activeAt);
  const threaded = changeThread(next, m.threadRootId ?? m.id, (t) => hearInThread(t, m, by));
  return only(changeWindow(threaded, m.channelId, (w) => addMessage(w, m, by)));
}

/** Takes in what has changed in a channel since a change that was held. */
export function applyChanges(state: State, channelId: string, page: ChangePage): State {
  const inThread = (next: State, m: Message) =>
    changeThread(next, m.threadRootId ?? m.id, (t) => hearInThread(t, m, answer));
  return changeWindow(page.items.reduce(inThread, state), channelId, (w) => addChanges(w, page));
}

/** Changes a message in all places where it is held. */
export function changeHeld(state: State, id: string, change: (m: Message) => Message): State {
  const windows = mapChanged(state.windows, (w) => changeMessage(w, id, change));
  const threads = mapChanged(state.threads, (t) => changeInThread(t, id, change));
  return windows === state.windows && threads === state.threads ? state : { ...state, windows, threads };
}

export const withSaved = (m: Message, isSaved: boolean): Message => (m.isSaved === isSaved ? m : { ...m, isSaved });

export const actorOf = ({ type, payload: { userId, emoji } }: ReactionTold): Actor => ({
  userId,
  emoji,
  isAdded: type === "reaction:added",
});
type ReactionTold = Extract<RealtimeEvent, { type: "reaction:added" | "reaction:removed" }>;

const fetchChannel = ({ workspaceId, channelId }: Message): Effect => ({
  kind: "fetch-channel",
  workspaceId,
  channelId,
});
