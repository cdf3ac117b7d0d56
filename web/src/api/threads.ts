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

/** As many unread threads as are pointed at in the channels. */
const pointedAt = 50;

const rootsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: keys.unreadThreads(workspaceId),
    queryFn: async () => {
      const { items } = await threads.list({ workspaceId, unread: true, limit: pointedAt });
      return items.map(({ root }) => root.id);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Whether a thread has replies that the person has not read; of somebody who follows it. */
export function useIsUnreadThread(workspaceId: string, rootId: string): boolean {
  const hasAny = useThreadsUnread(workspaceId).unreadThreads > 0;
  const { data } = useQuery({ ...rootsQuery(workspaceId), enabled: hasAny });
  return hasAny && (data?.includes(rootId) ?? false);
}

/** How many unread replies mention the person, in each of the workspaces. */
export const useThreadCalls = (workspaceIds: readonly string[]): readonly number[] =>
  useQueries({
    queries: workspaceIds.map(unreadQuery),
    combine: (all) => all.map(({ data }) => data?.mentionCount ?? 0),
  });
