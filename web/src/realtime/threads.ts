import type { ThreadState } from "@/api/types";
import type { State } from "./state";
import { hearThreadState, type Thread } from "./thread";

/** Takes in how a thread stands for me. */
export const applyThreadState = (state: State, told: ThreadState): State =>
  changeThread(state, told.threadRootId, (t) => hearThreadState(t, told));

/** Changes a thread, if it is held. */
export function changeThread(state: State, rootId: string, change: (t: Thread) => Thread): State {
  const held = state.threads[rootId];
  if (!held) return state;
  const thread = change(held);
  return thread === held ? state : { ...state, threads: { ...state.threads, [rootId]: thread } };
}
