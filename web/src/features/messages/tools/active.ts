import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/*
 * The message that is pointed at, or has the focus: it shows its tools. A menu that is open holds them where they are.
 */
type Active = { hovered: string | null; focused: string | null; held: string | null };

const store = createStore<Active>(() => ({ hovered: null, focused: null, held: null }));

export const setActive = (change: Partial<Active>): void => {
  const before = store.getState();
  const isSame = Object.entries(change).every(([name, id]) => before[name as keyof Active] === id);
  if (!isSame) store.setState(change);
};

/** Whether the article of this id shows its tools. */
export const useIsActive = (id: string): boolean =>
  useStore(store, ({ hovered, focused, held }) => (held ?? hovered ?? focused) === id);
