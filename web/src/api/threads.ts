import { queryOptions, useQueries, useQuery } from "@tanstack/react-query";
import { threads } from "./endpoints";
import { keys } from "./keys";
import type { ThreadsUnread } from "./types";

/** In how many threads of a workspace something waits to be read. Events keep it current. */
const unreadQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: keys.threadsUnread(workspaceId),
    queryFn: () => threads.unread(workspaceId),
    staleTime: Number.POSITIVE_INFINITY,
  });

const nothing: ThreadsUnread = { unreadThreads: 0, mentionCount: 0 };

export const useThreadsUnread = (workspaceId: string): ThreadsUnread =>
  useQuery(unreadQuery(workspaceId)).data ?? nothing;

/** How many unread replies mention the person, in each of the workspaces. */
export const useThreadCalls = (workspaceIds: readonly string[]): readonly number[] =>
  useQueries({
    queries: workspaceIds.map(unreadQuery),
    combine: (all) => all.map(({ data }) => data?.mentionCount ?? 0),
  });
