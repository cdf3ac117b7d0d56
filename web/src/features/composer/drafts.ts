import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { currentUser } from "@/api/session";
import { readJson, writeJson } from "@/lib/storage";

/*
 * Unsent text, per person and channel or thread. It is kept on the device, so that it survives a reload and shows in other tabs
 * as it is written.
 */
const saveAfterMs = 300;

const store = createStore<Record<string, string>>(() => ({}));
const unsaved = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;

const keyOf = (channelId: string) => `echo:draft:${currentUser()?.id ?? ""}:${channelId}`;

function draftOf(drafts: Record<string, string>, channelId: string): string {
  return drafts[keyOf(channelId)] ?? readJson<string>(keyOf(channelId)) ?? "";
}

/** Where a draft belongs: a channel, or a thread in it. */
export const draftPlace = (channelId: string, threadRootId?: string): string =>
  threadRootId ? `${channelId}/${threadRootId}` : channelId;

export const readDraft = (channelId: string): string => draftOf(store.getState(), channelId);

export function writeDraft(channelId: string, text: string): void {
  const key = keyOf(channelId);
  store.setState({ [key]: text });
  unsaved.add(key);
  // An emptied draft was sent: it must not come back after a crash.
  if (text === "") save();
  else timer ??= setTimeout(save, saveAfterMs);
}

function save(): void {
  clearTimeout(timer);
  timer = undefined;
  for (const key of unsaved) writeJson(key, store.getState()[key] || null);
  unsaved.clear();
}

export const useDraft = (channelId: string): string => useStore(store, (drafts) => draftOf(drafts, channelId));

/** Whether something unsent is waiting in a channel; spaces are nothing. */
export const useHasDraft = (channelId: string): boolean =>
  useStore(store, (drafts) => draftOf(drafts, channelId).trim() !== "");

addEventListener("pagehide", save);
addEventListener("storage", ({ key, newValue }) => {
  if (key?.startsWith("echo:draft:")) store.setState({ [key]: newValue ? (JSON.parse(newValue) as string) : "" });
});
