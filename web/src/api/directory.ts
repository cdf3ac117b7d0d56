import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { onSignedOut } from "./session";
import type { Author, Group } from "./types";

/*
 * The people and groups of each workspace that this device has heard of: for suggestions at the first letter, and for
 * the names of those a message mentions. It need not be complete; who is missing is asked of the server, or shown by
 * the name that was written.
 */
type Known = { people: Readonly<Record<string, Author>>; groups: readonly Group[] };
type Directory = Readonly<Record<string, Known>>;

const nobody: Known = { people: {}, groups: [] };
const store = createStore<Directory>(() => ({}));

const of = (workspaceId: string): Known => store.getState()[workspaceId] ?? nobody;

/** Takes note of people of a workspace, as they are now. */
export function meet(workspaceId: string, people: readonly Author[]): void {
  const known = of(workspaceId);
  const isKnown = ({ id, username, displayName, avatarUrl }: Author) => {
    const old = known.people[id];
    return old?.username === username && old.displayName === displayName && old.avatarUrl === avatarUrl;
  };
  const news = people.filter((person) => !isKnown(person));
  if (news.length === 0) return;
  const added = Object.fromEntries(news.map((person) => [person.id, person]));
  store.setState({ [workspaceId]: { ...known, people: { ...known.people, ...added } } });
}

export const meetGroups = (workspaceId: string, groups: readonly Group[]): void =>
  store.setState({ [workspaceId]: { ...of(workspaceId), groups } });

export function forgetPerson(workspaceId: string, userId: string): void {
  const known = of(workspaceId);
  const { [userId]: _, ...people } = known.people;
  store.setState({ [workspaceId]: { ...known, people } });
}

export const knownPeople = (workspaceId: string): readonly Author[] => Object.values(of(workspaceId).people);
export const knownPerson = (workspaceId: string, id: string): Author | undefined => of(workspaceId).people[id];
export const knownGroups = (workspaceId: string): readonly Group[] => of(workspaceId).groups;

export const useKnownPerson = (workspaceId: string, userId: string | null): Author | undefined =>
  useStore(store, (known) => known[workspaceId]?.people[userId ?? ""]);

export const useKnownGroup = (workspaceId: string, groupId: string | null): Group | undefined =>
  useStore(store, (known) => known[workspaceId]?.groups.find(({ id }) => id === groupId));

onSignedOut(() => store.setState({}, true));
