import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { CacheSnapshot, VirtualizerHandle } from "virtua";

/*
 * How high the rows of each list were when it was last on the screen: it opens in its place at once, without drawing
 * rows that turn out to be beyond the screen. What has changed meanwhile is measured as ever.
 */
type Sizes = { first: string; last: string; count: number; cache: CacheSnapshot };
const kept = new Map<string, Sizes>();

type Rows = readonly { key: string }[];

/** The heights of the rows as they were, if the list begins with the same ones; they are kept when it goes. */
export function useKeptSizes(list: RefObject<VirtualizerHandle | null>, rows: Rows, name: string | undefined) {
  const [cache] = useState(() => sizesOf(name, rows));
  const shown = useRef(rows);
  shown.current = rows;
  useLayoutEffect(
    () => () => {
      const { current: all } = shown;
      const [first, last] = [all[0], all.at(-1)];
      if (!name || !first || !last || !list.current) return;
      kept.set(name, { first: first.key, last: last.key, count: all.length, cache: list.current.cache });
    },
    [name, list],
  );
  return cache;
}

function sizesOf(name: string | undefined, rows: Rows): CacheSnapshot | undefined {
  const sizes = kept.get(name ?? "");
  const isSame = sizes && rows[0]?.key === sizes.first && rows[sizes.count - 1]?.key === sizes.last;
  return isSame ? sizes.cache : undefined;
}
