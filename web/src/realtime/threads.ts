import type { Message, ThreadState } from "@/api/types";
import type { State } from "./apply";
import type { RealtimeEvent } from "./events";
import { changeInThread, hearInThread, hearThreadState, type Thread } from "./thread";

/** Takes an event into the threads that are held. Pure; what changed nothing comes back as the same object. */
export function applyToThreads(state: State, event: RealtimeEvent): State {
  if (event.type === "thread:state") return applyThreadState(state, event.payload);
  const message = messageOf(event);
  if (!message) return state;
  return changeThread(state, message.threadRootId ?? message.id, (t) => hearInThread(t, message));
}

export const applyThreadState = (state: State, told: ThreadState): State =>
  changeThread(state, told.threadRootId, (t) => hearThreadState(t, told));

/** Changes a message in the thread it is in, if that is held. */
export const changeMessageInThread = (
  state: State,
  { id, threadRootId }: Pick<Message, "id" | "threadRootId">,
  change: (m: Message) => Message,
): State => changeThread(state, threadRootId ?? id, (t) => changeInThread(t, id, change));

export function changeThread(state: State, rootId: string, change: (t: Thread) => Thread): State {
  const held = state.threads[rootId];
  if (!held) return state;
  const thread = change(held);
  return thread === held ? state : { ...state, threads: { ...state.threads, [rootId]: thread } };
}

/** The message that an event tells of. */
function messageOf(event: RealtimeEvent): Message | null {
  switch (event.type) {
    case "message:created":
    case "message:updated":
      return event.payload;
    case "message:deleted":
    case "reaction:added":
    case "reaction:removed":
    case "pin:added":
    case "pin:removed":
    case "thread:updated":
      return event.payload.message;
    default:
      return null;
  }
}
