import type { Emoji } from "./data";

const most = 200;

/** How well an emoji fits what was typed: 0 is exactly, greater is less well; null is not at all. */
export function distance(emoji: Emoji, query: string): number | null {
  let best: number | null = null;
  const rate = (score: number) => {
    best = best === null ? score : Math.min(best, score);
  };
  emoji.names.forEach((name, i) => {
    const at = name.indexOf(query);
    if (name === query) rate(0);
    else if (at === 0) rate(i === 0 ? 1 : 2);
    else if (at > 0 && name[at - 1] === "_") rate(3);
    else if (at > 0) rate(5);
  });
  for (const word of emoji.words) if (word.startsWith(query)) rate(4);
  const at = emoji.label.indexOf(query.replaceAll("_", " "));
  if (at === 0 || emoji.label[at - 1] === " ") rate(3);
  return best;
}

/** The emoji that are meant by some letters, the likeliest first. Spaces and underscores are one. */
export function searchEmoji(list: readonly Emoji[], text: string, limit = most): Emoji[] {
  const query = text.trim().toLowerCase().replaceAll(" ", "_").replaceAll(":", "");
  if (query === "") return [];
  const found: { emoji: Emoji; score: number }[] = [];
  for (const emoji of list) {
    const score = distance(emoji, query);
    if (score !== null) found.push({ emoji, score });
  }
  // The order of the list stays among equals.
  return found
    .sort((a, b) => a.score - b.score)
    .slice(0, limit)
    .map(({ emoji }) => emoji);
}
