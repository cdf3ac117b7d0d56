import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { currentUser } from "@/api/session";
import { readJson, writeJson } from "@/lib/storage";

/*
 * Unsent text, per person and channel or thread. It is kept on the device, so that it survives a reload and shows in
 * other tabs as it is written; draft-sync keeps it in step with the server, and so with other devices.
 */
export type Entry = {
  text: string;
  /** The server's revision that the text was made of; 0 before there is one. */
  revision: number;
  /** Whether the server does not have this text yet. */
  isNew: boolean;
  /** When this was last changed here. */
  at: number;
};

const saveAfterMs = 300;
const nothing: Entry = { text: "", revision: 0, isNew: false, at: 0 };

const store = createStore<Record<string, Entry>>(() => ({}));
const unsaved = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;
let onWritten: (place: string) => void = () => {};

const prefix = () => `echo:draft:${currentUser()?.id ?? ""}:`;
const keyOf = (place: string) => prefix() + place;

/** What is kept; an older version has kept the text alone. */
function kept(key: string): Entry {
  const saved = readJson<Entry | string>(key);
  if (typeof saved === "string") return { text: saved, revision: 0, isNew: true, at: 0 };
  return saved && typeof saved.text === "string" ? saved : nothing;
}

const entryIn = (entries: Record<string, Entry>, place: string): Entry => entries[keyOf(place)] ?? kept(keyOf(place));

/** Where a draft belongs: a channel, or a thread in it. */
export const draftPlace = (channelId: string, threadRootId?: string | null): string =>
  threadRootId ? `${channelId}/${threadRootId}` : channelId;

export const entryOf = (place: string): Entry => entryIn(store.getState(), place);
export const readDraft = (place: string): string => entryOf(place).text;

/** Puts what somebody writes in the place of what was there. */
export function writeDraft(place: string, text: string): void {
  if (text === readDraft(place)) return;
  setEntry(place, { ...entryOf(place), text, isNew: true });
  onWritten(place);
}

export function setEntry(place: string, entry: Omit<Entry, "at">): void {
  const key = keyOf(place);
  store.setState({ [key]: { ...entry, at: Date.now() } });
  unsaved.add(key);
  // An emptied draft was sent: it must not come back after a crash.
  if (entry.text === "") save();
  else timer ??= setTimeout(save, saveAfterMs);
}

function save(): void {
  clearTimeout(timer);
  timer = undefined;
  for (const key of unsaved) {
    const entry = store.getState()[key];
    writeJson(key, entry && (entry.text !== "" || entry.isNew || entry.revision > 0) ? entry : null);
  }
  unsaved.clear();
}

export const useDraft = (place: string): string => useStore(store, (entries) => entryIn(entries, place).text);

/** Whether something unsent is waiting in a channel; spaces are nothing. */
export const useHasDraft = (channelId: string): boolean =>
  useStore(store, (entries) => entryIn(entries, channelId).text.trim() !== "");

/** Every place on this device with a draft of the person signed in, or one that the server has not heard of. */
export function keptPlaces(): string[] {
  const begin = prefix();
  return Object.keys(localStorage).flatMap((key) => (key.startsWith(begin) ? [key.slice(begin.length)] : []));
}

/** Told of each change by hand. */
export const onDraftWritten = (callback: (place: string) => void): void => {
  onWritten = callback;
};

addEventListener("pagehide", save);
addEventListener("storage", ({ key }) => {
  if (key?.startsWith("echo:draft:")) store.setState({ [key]: kept(key) });
});
