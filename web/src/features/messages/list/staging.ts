type Keyed = { key: string };

/** What the list shows next, and whether it changed at its start. */
export type Stage<T> = { rows: readonly T[]; shift: boolean; isLast: boolean };

/**
 * The list can keep its place while rows come or go at one end, not at both at once. A change of both ends is shown in
 * two steps, the start first; the browser paints only after the second.
 */
export function stage<T extends Keyed>(shown: readonly T[], next: readonly T[]): Stage<T> {
  const places = new Map(next.map((row, at) => [row.key, at]));
  const first = shown.findIndex((row) => places.has(row.key));
  const last = shown.findLastIndex((row) => places.has(row.key));
  if (first < 0) return { rows: next, shift: false, isLast: true };
  if (first === places.get((shown[first] as T).key)) return { rows: next, shift: false, isLast: true };
  const end = (places.get((shown[last] as T).key) as number) + 1;
  const rows = [...next.slice(0, end), ...shown.slice(last + 1)];
  const isLast = rows.length === next.length && last + 1 === shown.length;
  return { rows: isLast ? next : rows, shift: true, isLast };
}
