import { useQuery } from "@tanstack/react-query";
import { request } from "./client";
import { keys } from "./keys";
import type { Group } from "./types";

const none: readonly Group[] = [];

/** The groups of a workspace, once they are needed. */
export const useGroups = (workspaceId: string, isNeeded = true): readonly Group[] =>
  useQuery({
    queryKey: keys.groups(workspaceId),
    queryFn: async () => (await request<{ items: Group[] }>("GET", `/api/workspaces/${workspaceId}/groups`)).items,
    enabled: isNeeded,
    staleTime: 60_000,
  }).data ?? none;
