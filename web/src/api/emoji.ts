import { queryOptions, useQuery } from "@tanstack/react-query";
import { request } from "./client";
import { keys } from "./keys";
import type { CustomEmoji, List } from "./types";

const none: readonly CustomEmoji[] = [];

export const customEmojiQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: keys.emoji(workspaceId),
    queryFn: async () => (await request<List<CustomEmoji>>("GET", `/api/workspaces/${workspaceId}/emoji`)).items,
    enabled: workspaceId !== "",
  });

/** The emoji of the workspace; none until they are known, and where there is no workspace. */
export const useCustomEmoji = (workspaceId: string | null): readonly CustomEmoji[] =>
  useQuery(customEmojiQuery(workspaceId ?? "")).data ?? none;
