import type { Message, ThreadState } from "@/api/types";
import type { State } from "./state";
import { changeInThread, hearThreadState, type Thread } from "./thread";

/** Takes in how a thread stands for me. */
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
