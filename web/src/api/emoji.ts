import { queryOptions, useQuery } from "@tanstack/react-query";
import { ApiError, request } from "./client";
import { keys } from "./keys";
import type { List } from "./types";

/** An emoji of a workspace's own: written ":name:", drawn as a picture of this server. */
export type CustomEmoji = { name: string; url: string };

const none: readonly CustomEmoji[] = [];

export const customEmojiQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: keys.emoji(workspaceId),
    queryFn: async (): Promise<readonly CustomEmoji[]> => {
      try {
        const { items } = await request<List<CustomEmoji>>("GET", `/api/workspaces/${workspaceId}/emoji`);
        return items;
      } catch (error) {
        // A server without custom emoji, or a workspace one has just left.
        if (error instanceof ApiError && error.status === 404) return none;
        throw error;
      }
    },
  });

/** The emoji of the workspace; none until they are known. */
export function useCustomEmoji(workspaceId: string): readonly CustomEmoji[] {
  return useQuery(customEmojiQuery(workspaceId)).data ?? none;
}
