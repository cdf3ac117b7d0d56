import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Message } from "@/api/types";
import type { MessagePlace } from "./drawn";

/** The message that is being edited, where, and what it says by now. */
type Editing = { id: string; place: MessagePlace; text: string; returnTo: Element | null };

const store = createStore<{ editing: Editing | null }>(() => ({ editing: null }));

/** Opens a message for editing; the focus goes back to where it was. */
export const startEdit = ({ id }: Pick<Message, "id">, place: MessagePlace, text: string): void =>
  store.setState({ editing: { id, place, text, returnTo: document.activeElement } });

export const writeEdit = (text: string): void =>
  store.setState(({ editing }) => ({ editing: editing && { ...editing, text } }));

export function endEdit(): void {
  const { editing } = store.getState();
  store.setState({ editing: null });
  if (editing?.returnTo instanceof HTMLElement && editing.returnTo.isConnected) editing.returnTo.focus();
}

export const useIsEdited = (id: string, place: MessagePlace): boolean =>
  useStore(store, ({ editing }) => editing?.id === id && editing.place === place);

export const useEditText = (): string => useStore(store, ({ editing }) => editing?.text ?? "");
