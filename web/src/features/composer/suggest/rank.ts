/** How well a name fits some letters: 0 exactly, 1 from its beginning, 2 within, 3 with gaps; null not at all. */
export function fuzzy(name: string, letters: string): number | null {
  const a = plain(name);
  const b = plain(letters);
  if (b === "" || a === b) return 0;
  const at = a.indexOf(b);
  if (at === 0 || (at > 0 && /[\s._-]/.test(a[at - 1] as string))) return 1;
  if (at > 0) return 2;
  let next = 0;
  for (const letter of a) if (letter === b[next]) next++;
  return b.length > 1 && next === b.length ? 3 : null;
}

/** Without accents and case: "Zoe" finds "Zoë". */
const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

type Names = readonly string[];

/** The best of some names. */
export const best = (names: Names, letters: string): number | null =>
  names.reduce<number | null>((found, name) => {
    const score = fuzzy(name, letters);
    return score === null ? found : Math.min(found ?? score, score);
  }, null);

/**
 * The items whose names fit, the likeliest first: by how well they fit, then those that are near (a member of the
 * channel, a channel one is in), then by how recently they were met; `recency` is smaller for more recent.
 */
export function ranked<T>(
  items: readonly T[],
  letters: string,
  by: { names: (item: T) => Names; isNear: (item: T) => boolean; recency: (item: T) => number },
): T[] {
  const found = items.flatMap((item) => {
    const score = best(by.names(item), letters);
    return score === null ? [] : [{ item, score, isNear: by.isNear(item), recency: by.recency(item) }];
  });
  return found
    .sort((a, b) => a.score - b.score || Number(b.isNear) - Number(a.isNear) || a.recency - b.recency || compare(a, b))
    .map(({ item }) => item);

  function compare(a: { item: T }, b: { item: T }): number {
    return (by.names(a.item)[0] ?? "").localeCompare(by.names(b.item)[0] ?? "");
  }
}
