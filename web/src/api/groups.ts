import { QueryObserver } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { request } from "./client";
import { keys } from "./keys";
import { queryClient } from "./query";
import type { Group } from "./types";

const none: readonly Group[] = [];

const groupsQuery = (workspaceId: string) => ({
  queryKey: keys.groups(workspaceId),
  queryFn: async () => (await request<{ items: Group[] }>("GET", `/api/workspaces/${workspaceId}/groups`)).items,
  staleTime: 60_000,
});

/** The groups of a workspace, once they are needed. Every message asks, and hardly any needs them: that costs nothing. */
export function useGroups(workspaceId: string, isNeeded = true): readonly Group[] {
  const follow = useCallback(
    (changed: () => void) =>
      isNeeded ? new QueryObserver(queryClient, groupsQuery(workspaceId)).subscribe(changed) : () => {},
    [workspaceId, isNeeded],
  );
  return useSyncExternalStore(follow, () => queryClient.getQueryData<Group[]>(keys.groups(workspaceId)) ?? none);
}
