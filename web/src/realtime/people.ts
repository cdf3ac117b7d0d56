import type { Author, Channel, Membership, Message, PresenceEvent, ShownPresence, Status, User } from "@/api/types";
import type { State } from "./state";
import type { ChannelWindow, Pending } from "./window";

/** How somebody is: whether they are there, null before that was told, and what they say of themselves. */
export type Being = { presence: ShownPresence | null; status: Status | null; lastSeenAt?: string };
export type People = Readonly<Record<string, Being>>;

/** A status, unless its time has passed. */
export const currentStatus = (status: Status | null | undefined, now = Date.now()): Status | null =>
  status && (status.expiresAt === null || Date.parse(status.expiresAt) > now) ? status : null;

/** Takes in how somebody is. */
export const applyPresence = (state: State, { userId, presence, status, lastSeenAt }: PresenceEvent): State => {
  const seenAt = presence === "offline" ? (lastSeenAt ?? state.people[userId]?.lastSeenAt) : undefined;
  return withBeing(state, userId, { presence, status, ...(seenAt && { lastSeenAt: seenAt }) });
};

/** Takes in what the people say of themselves that the server has told of. Whether they are there, a profile does not say. */
export const learn = (state: State, users: readonly User[]): State =>
  users.reduce((next, { id, status }) => withBeing(next, id, { presence: null, ...next.people[id], status }), state);

const withBeing = (state: State, userId: string, being: Being): State => ({
  ...state,
  people: { ...state.people, [userId]: being },
});

/** Takes in a new name or picture, wherever the person is shown. What changed nothing comes back as the same object. */
export function applyProfile(state: State, author: Author): State {
  const seen = (old: Author) => (old.id === author.id && !isSame(old, author) ? shortOf(author) : old);
  const channels = (c: Channel) => (c.members ? keep(c, "members", same(c.members, seen)) : c);
  const memberships = same(state.memberships, (m: Membership) => keep(m, "channels", same(m.channels, channels)));
  const windows = Object.fromEntries(Object.entries(state.windows).map(([id, w]) => [id, inWindow(w, seen)]));
  const isUnchanged = Object.entries(windows).every(([id, w]) => w === state.windows[id]);
  if (memberships === state.memberships && isUnchanged) return state;
  return { ...state, memberships, windows: isUnchanged ? state.windows : windows };
}

const shortOf = ({ id, username, displayName, avatarUrl }: Author): Author => ({
  id,
  username,
  displayName,
  avatarUrl,
});

const isSame = (a: Author, b: Author) =>
  a.displayName === b.displayName && a.avatarUrl === b.avatarUrl && a.username === b.username;

function inWindow(w: ChannelWindow, seen: (author: Author) => Author): ChannelWindow {
  const message = <M extends Message | Pending>(m: M): M => keep(m, "author", seen(m.author));
  const items = same(w.items, message);
  const ahead = same(w.ahead, message);
  const pending = same(w.pending, message);
  return items === w.items && ahead === w.ahead && pending === w.pending ? w : { ...w, items, ahead, pending };
}

/** The list with each item changed; the list itself, when none was. */
function same<L extends readonly unknown[]>(list: L, change: (item: L[number]) => L[number]): L {
  const changed = list.map(change);
  return changed.every((item, i) => item === list[i]) ? list : (changed as unknown as L);
}

/** The object with one part replaced; the object itself, when the part is the same. */
const keep = <T extends object, K extends keyof T>(whole: T, name: K, part: T[K]): T =>
  whole[name] === part ? whole : { ...whole, [name]: part };
