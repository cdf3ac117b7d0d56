import { queryOptions, useQuery } from "@tanstack/react-query";
import { idb } from "@/lib/idb";
import { channels, workspaces } from "./endpoints";
import { keys } from "./keys";
import { pages } from "./pages";
import { queryClient } from "./query";
import { currentUser, onSignedOut } from "./session";
import type { Channel, Membership, Workspace } from "./types";

/*
 * The workspaces of the caller with their channels: the one list that the rail, the sidebar and the palette draw.
 * It is kept on the device too, so that a return visit starts with the sidebar of the last one.
 */
export const membershipsQuery = queryOptions({
  queryKey: keys.memberships,
  queryFn: () => pages((cursor) => workspaces.memberships(cursor)),
});

export const useMemberships = () => useQuery(membershipsQuery);

/** The list as it is known at the moment. */
export const membershipsNow = (): readonly Membership[] =>
  queryClient.getQueryData<Membership[]>(keys.memberships) ?? [];

/** The list, once the server has told it. */
export function fetchedMemberships(): readonly Membership[] | undefined {
  const { data, dataUpdatedAt = 0 } = queryClient.getQueryState<Membership[]>(keys.memberships) ?? {};
  return dataUpdatedAt > ofLastVisit ? data : undefined;
}

export function useMembership(workspaceId: string): Membership | undefined {
  const { data } = useMemberships();
  return data?.find((membership) => membership.id === workspaceId);
}

export function useChannel(workspaceId: string, channelId: string): Channel | undefined {
  return useMembership(workspaceId)?.channels.find((channel) => channel.id === channelId);
}

type Change = (memberships: Membership[]) => Membership[];
const change = (by: Change) => queryClient.setQueryData<Membership[]>(keys.memberships, (list) => list && by(list));

const inWorkspace =
  (workspaceId: string, by: (channels: Channel[]) => Channel[]): Change =>
  (list) =>
    list.map((one) => (one.id === workspaceId ? { ...one, channels: by(one.channels) } : one));

/** Adds a channel the caller is a member of, or replaces what is known of it. */
export function putChannel(channel: Channel) {
  change(
    inWorkspace(channel.workspaceId, (known) =>
      known.some(({ id }) => id === channel.id)
        ? known.map((one) => (one.id === channel.id ? { ...one, ...channel } : one))
        : [...known, channel],
    ),
  );
}

/** Asks the server for a channel again, after something about it was changed. */
export async function refreshChannel({ workspaceId, id }: Channel) {
  putChannel(await channels.get(workspaceId, id));
}

export function dropChannel(workspaceId: string, channelId: string) {
  change(inWorkspace(workspaceId, (known) => known.filter(({ id }) => id !== channelId)));
}

/** Takes in what the server says of a workspace that is known already. */
export function putWorkspace(workspace: Workspace) {
  change((list) => list.map((one) => (one.id === workspace.id ? { ...one, ...workspace } : one)));
}

export function dropWorkspace(workspaceId: string) {
  change((list) => list.filter(({ id }) => id !== workspaceId));
}

/** Asks the server for the whole list again, after the caller has made or joined a workspace. */
export const refreshMemberships = () => queryClient.fetchQuery({ ...membershipsQuery, staleTime: 0 });

/** The list of the last visit is older than any that the server tells. */
const ofLastVisit = 1;
const snapshotKey = (userId: string) => `memberships:${userId}`;
const saveEveryMs = 1000;

/** Puts the list of the last visit into an empty cache, where it counts as out of date. */
export async function restoreSnapshot() {
  const user = currentUser();
  if (!user || queryClient.getQueryData(keys.memberships)) return;
  const saved = await idb.get<Membership[]>(snapshotKey(user.id));
  if (saved && !queryClient.getQueryData(keys.memberships)) {
    queryClient.setQueryData(keys.memberships, saved, { updatedAt: ofLastVisit });
  }
}

/**
 * Keeps the list on the device whenever it changes, and forgets it when the person signs out. The first change is kept
 * at once, and those that follow once a second: the server may be gone, or the page closed, before a list that
 * changes with each message has been still for a while.
 */
export function keepSnapshot() {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isChanged = false;
  queryClient.getQueryCache().subscribe(({ type, query }) => {
    if (type !== "updated" || query.queryKey[0] !== keys.memberships[0]) return;
    isChanged = true;
    if (!timer) save();
  });
  onSignedOut((_, { id }) => {
    clearTimeout(timer);
    timer = undefined;
    void idb.remove(snapshotKey(id));
  });
  function save() {
    timer = undefined;
    const list = queryClient.getQueryData<Membership[]>(keys.memberships);
    const user = currentUser();
    if (!isChanged || !list || !user) return;
    isChanged = false;
    void idb.set(snapshotKey(user.id), list);
    timer = setTimeout(save, saveEveryMs);
  }
}
