import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { readJson, writeJson } from "@/lib/storage";
import type { Emoji } from "./data";

/** 0 is without a tone, then from light to dark. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5;
export const tones = [0, 1, 2, 3, 4, 5] as const;

const key = "echo:emoji-tone";
const saved = readJson<Tone>(key);
const store = createStore<{ tone: Tone }>(() => ({ tone: saved && tones.includes(saved) ? saved : 0 }));

export const useTone = (): Tone => useStore(store, (state) => state.tone);
export const currentTone = (): Tone => store.getState().tone;

export function chooseTone(tone: Tone): void {
  store.setState({ tone });
  writeJson(key, tone);
}

/** The emoji in a tone of skin, if it has them. */
export const inTone = (emoji: Emoji, tone: Tone): string =>
  tone === 0 ? emoji.char : (emoji.skins?.[tone - 1] ?? emoji.char);
