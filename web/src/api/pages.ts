import { type InfiniteData, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { List } from "./types";

type FetchPage<T> = (cursor?: string) => Promise<List<T>>;

/** All items of a list that comes in pages. For lists that one person can hold, not for messages. */
export async function pages<T>(fetchPage: FetchPage<T>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await fetchPage(cursor);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return items;
}

/** A list that may be long: a page at a time, the next one on request. */
export const usePages = <T>(queryKey: readonly string[], fetchPage: FetchPage<T>) =>
  useInfiniteQuery({
    queryKey: [...queryKey, "pages"],
    queryFn: ({ pageParam }) => fetchPage(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    select: (data: InfiniteData<List<T>>) => data.pages.flatMap(({ items }) => items),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export type Paged<T> = {
  data: T[] | undefined;
  error: Error | null;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
};
