import { request } from "@/api/client";
import { asMet, knownPeople, meet, meetGroups } from "@/api/directory";
import { channels, workspaces } from "@/api/endpoints";
import { queryClient } from "@/api/query";
import type { Channel, Group, List } from "@/api/types";

/* What suggestions are made of: asked once per channel and kept for a while, since the first letter must not wait. */

const asMany = 100;
const staleMs = 5 * 60_000;

/** Learns of the people and groups of a workspace. A big one tells only its first; the others are found by search. */
export async function learnWorkspace(workspaceId: string): Promise<void> {
  const ask = (name: string, queryFn: () => Promise<boolean>) =>
    queryClient
      .fetchQuery({ queryKey: ["suggest", workspaceId, name], queryFn, staleTime: staleMs })
      .catch(() => false);
  await Promise.all([
    ask("people", () => findPeople(workspaceId)),
    ask("groups", async () => {
      const { items } = await request<List<Group>>("GET", `/api/workspaces/${workspaceId}/groups`);
      meetGroups(workspaceId, items);
      return true;
    }),
  ]);
}

/** Asks the server for people by a few letters. */
export async function findPeople(workspaceId: string, q?: string): Promise<boolean> {
  const { items } = await workspaces.members(workspaceId, { limit: asMany, ...(q && { q }) });
  meet(workspaceId, items.map(asMet));
  return true;
}

export type Members = { ids: ReadonlySet<string>; isComplete: boolean };

/** Who is in a channel: all of them, or the first of many. */
export const membersQuery = ({ workspaceId, id, memberCount }: Channel) => ({
  queryKey: ["suggest", workspaceId, id, `${memberCount}`],
  queryFn: async (): Promise<Members> => {
    const { items, nextCursor } = await channels.members(workspaceId, id, { limit: asMany });
    meet(
      workspaceId,
      items.map(({ user }) => user),
    );
    return { ids: new Set(items.map(({ user }) => user.id)), isComplete: !nextCursor };
  },
  staleTime: staleMs,
});

/** Which of the names belong to people of the workspace who are not in the channel. Of what is unknown it says nothing. */
export function outsiders(workspaceId: string, names: readonly string[], { ids, isComplete }: Members) {
  if (!isComplete) return [];
  const named = new Set(names);
  return knownPeople(workspaceId).filter((person) => named.has(person.username.toLowerCase()) && !ids.has(person.id));
}
