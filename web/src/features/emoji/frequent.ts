import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { readJson, writeJson } from "@/lib/storage";

/*
 * Which emoji this device uses: the last ones for the quick buttons, the most used for the picker. A use weighs half
 * after a month, so that what was liked last year makes room.
 */
type Use = { emoji: string; weight: number; at: number };

const key = "echo:emoji";
const kept = 60;
const halfLifeMs = 30 * 24 * 3_600_000;
const usual = ["👍", "👀", "✅", "🙌", "❤️", "😄", "🎉", "🙏", "🚀"];

const store = createStore<{ uses: readonly Use[] }>(() => ({ uses: read() }));

function read(): readonly Use[] {
  const saved = readJson<Use[]>(key);
  return Array.isArray(saved) ? saved.filter((use) => typeof use?.emoji === "string" && use.at > 0) : [];
}

/** Takes note that an emoji was used: called by whatever puts one somewhere. */
export function noteEmoji(emoji: string, now = Date.now()): void {
  const before = store.getState().uses;
  const old = before.find((use) => use.emoji === emoji);
  const weight = (old ? weightAt(old, now) : 0) + 1;
  const uses = [{ emoji, weight, at: now }, ...before.filter((use) => use !== old)].slice(0, kept);
  store.setState({ uses });
  writeJson(key, uses);
}

const weightAt = ({ weight, at }: Use, now: number) => weight * 0.5 ** ((now - at) / halfLifeMs);

const fillUp = (emoji: readonly string[], count: number) => [...new Set([...emoji, ...usual])].slice(0, count);

export const lastUsed = (uses: readonly Use[], count: number): string[] =>
  fillUp(
    uses.map(({ emoji }) => emoji),
    count,
  );

export function mostUsed(uses: readonly Use[], count: number, now = Date.now()): string[] {
  const ranked = uses.toSorted((a, b) => weightAt(b, now) - weightAt(a, now));
  return fillUp(
    ranked.map(({ emoji }) => emoji),
    count,
  );
}

/** The emoji used last on this device, for quick buttons; the usual ones until there are enough. */
export function useFrequentEmoji(count = 2): string[] {
  const uses = useStore(store, (state) => state.uses);
  return lastUsed(uses, count);
}

/** The emoji used most on this device. */
export const mostUsedNow = (count: number): string[] => mostUsed(store.getState().uses, count);

addEventListener("storage", (event) => {
  if (event.key === key) store.setState({ uses: read() });
});
