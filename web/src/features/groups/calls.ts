import { request } from "@/api/client";
import { keys } from "@/api/keys";
import { queryClient } from "@/api/query";
import type { Group } from "@/api/types";

type Words = { handle: string; displayName: string; description: string };

const path = (workspaceId: string) => `/api/workspaces/${workspaceId}/groups`;

export const groups = {
  create: (workspaceId: string, words: Words & { userIds: string[] }) =>
    request<Group>("POST", path(workspaceId), { body: words }),
  change: ({ workspaceId, id }: Group, words: Words) =>
    request<Group>("PATCH", `${path(workspaceId)}/${id}`, { body: words }),
  setMembers: ({ workspaceId, id }: Group, userIds: readonly string[]) =>
    request<Group>("PUT", `${path(workspaceId)}/${id}/members`, { body: { userIds } }),
  remove: ({ workspaceId, id }: Group) => request<void>("DELETE", `${path(workspaceId)}/${id}`),
};

export const refreshGroups = (workspaceId: string) =>
  queryClient.invalidateQueries({ queryKey: keys.groups(workspaceId) });
