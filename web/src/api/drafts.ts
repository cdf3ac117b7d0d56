import { queryOptions, useQuery } from "@tanstack/react-query";
import { drafts, scheduled } from "./endpoints";
import { keys } from "./keys";
import { pages } from "./pages";

/* What a person has begun to write, and what is to be sent later. Events keep both lists current. */

export const draftsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: keys.drafts(workspaceId),
    queryFn: async () => (await drafts.list(workspaceId)).items,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const scheduledQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: keys.scheduled(workspaceId),
    queryFn: () => pages((cursor) => scheduled.list(workspaceId, cursor)),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Whether anything waits to be sent: by the person, or at its time. */
export function useHasDrafts(workspaceId: string): boolean {
  const begun = useQuery(draftsQuery(workspaceId)).data ?? [];
  const planned = useQuery(scheduledQuery(workspaceId)).data ?? [];
  return begun.length + planned.length > 0;
}
