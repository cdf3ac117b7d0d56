import { useEffect } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { workspaces } from "./endpoints";
import { onSignedOut } from "./session";
import type { Author, Group, WorkspaceRole } from "./types";

/*
 * The people and groups of each workspace that this device has heard of: for suggestions at the first letter, for the
 * names of those a message mentions, and for who is a guest. It need not be complete; who is missing is asked of the
 * server, or shown by the name that was written.
 */

/** Somebody of a workspace; with their role there, once it was told. */
export type Met = Author & { role?: WorkspaceRole };

type Known = { people: Readonly<Record<string, Met>>; groups: readonly Group[] };
type Directory = Readonly<Record<string, Known>>;

const nobody: Known = { people: {}, groups: [] };
const store = createStore<Directory>(() => ({}));

const of = (workspaceId: string): Known => store.getState()[workspaceId] ?? nobody;

/** Takes note of people of a workspace, as they are now. A role that is not told stays as it was. */
export function meet(workspaceId: string, people: readonly Met[]): void {
  const known = of(workspaceId);
  const names = ["username", "displayName", "avatarUrl", "role"] as const;
  const isNews = (person: Met) =>
    names.some((name) => name in person && person[name] !== known.people[person.id]?.[name]);
  const news = people.filter(isNews);
  if (news.length === 0) return;
  const added = Object.fromEntries(news.map((person) => [person.id, { ...known.people[person.id], ...person }]));
  store.setState({ [workspaceId]: { ...known, people: { ...known.people, ...added } } });
}

export const meetGroups = (workspaceId: string, groups: readonly Group[]): void =>
  store.setState({ [workspaceId]: { ...of(workspaceId), groups } });

export function forgetPerson(workspaceId: string, userId: string): void {
  const known = of(workspaceId);
  const { [userId]: _, ...people } = known.people;
  store.setState({ [workspaceId]: { ...known, people } });
}

export const knownPeople = (workspaceId: string): readonly Met[] => Object.values(of(workspaceId).people);
export const knownPerson = (workspaceId: string, id: string): Met | undefined => of(workspaceId).people[id];
export const knownGroups = (workspaceId: string): readonly Group[] => of(workspaceId).groups;

/** Somebody of a workspace, as far as they are known; who is not is asked about, those of one moment together. */
export function useMet(workspaceId: string, userId: string | null): Met | undefined {
  const met = useStore(store, (known) => known[workspaceId]?.people[userId ?? ""]);
  const asked = workspaceId && !met?.role ? userId : null;
  useEffect(() => {
    if (asked) askAbout(workspaceId, asked);
  }, [workspaceId, asked]);
  return met;
}

/** People as the list of members tells of them. */
export const asMet = ({ user, role }: { user: Author; role: string }): Met => ({
  ...user,
  role: role as WorkspaceRole,
});

export const useKnownGroup = (workspaceId: string, groupId: string | null): Group | undefined =>
  useStore(store, (known) => known[workspaceId]?.groups.find(({ id }) => id === groupId));

/*
 * Who somebody is whom the screen shows is asked of the server: those of one moment together, and each once. Who is no
 * member any more stays unknown.
 */
const togetherMs = 30;
/** The most that the server answers at once. */
const most = 100;
/** Of those asked about so many are asked about again, where news of them may have been missed. */
const again = 200;

type Asked = { workspaceId: string; userId: string };

const asked = new Map<string, Asked>();
let waiting: Asked[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

function askAbout(workspaceId: string, userId: string): void {
  const key = `${workspaceId} ${userId}`;
  if (asked.has(key)) return;
  const who = { workspaceId, userId };
  asked.set(key, who);
  waiting.push(who);
  if (timer === undefined) timer = setTimeout(flush, togetherMs);
}

/** Asks once more about those who were asked about last. */
export function askAgain(): void {
  const last = [...asked.values()].slice(-again);
  asked.clear();
  for (const { workspaceId, userId } of last) askAbout(workspaceId, userId);
}

function flush(): void {
  timer = undefined;
  const wanted = waiting;
  waiting = [];
  for (const place of new Set(wanted.map(({ workspaceId }) => workspaceId))) {
    const ids = wanted.flatMap(({ workspaceId, userId }) => (workspaceId === place ? [userId] : []));
    for (let from = 0; from < ids.length; from += most) void ask(place, ids.slice(from, from + most));
  }
}

async function ask(workspaceId: string, ids: string[]): Promise<void> {
  // Without a connection they stay unknown until it is back, and all are asked about again.
  const { items } = await workspaces.members(workspaceId, { ids: ids.join() }).catch(() => ({ items: [] }));
  meet(workspaceId, items.map(asMet));
}

onSignedOut(() => {
  store.setState({}, true);
  asked.clear();
});
