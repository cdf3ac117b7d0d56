import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Gone } from "./state";

export type Departure = Pick<Gone, "title" | "why">;

const store = createStore<Record<string, Departure>>(() => ({}));

/** Remembers what became of a channel or workspace, so that its address can say so in place of what was there. */
export const sayGone = ({ id, title, why }: Gone): void => store.setState({ [id]: { title, why } });

export const useGone = (id: string): Departure | undefined => useStore(store, (state) => state[id]);

export const forgetGone = (): void => store.setState({}, true);
