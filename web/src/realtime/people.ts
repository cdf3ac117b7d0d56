import type { Author, Channel, Membership, Message, Presence, PresenceEvent, Status, User } from "@/api/types";
import type { State } from "./apply";
import type { ChannelWindow, Pending } from "./window";

/** How somebody is: what they let others see of their being there, and what they say of themselves. */
export type Being = { presence: Presence; status: Status | null };
export type People = Readonly<Record<string, Being>>;

export const beingOf = (user: Pick<User, "presence" | "status">): Being => ({
  presence: user.presence,
  status: user.status,
});

/** A status, unless its time has passed. */
export const currentStatus = (status: Status | null | undefined, now = Date.now()): Status | null =>
  status && (status.expiresAt === null || Date.parse(status.expiresAt) > now) ? status : null;

/** Takes in how somebody is. */
export const applyPresence = (state: State, { userId, presence, status }: PresenceEvent): State => ({
  ...state,
  people: { ...state.people, [userId]: { presence, status } },
});

/** Takes in how the people are that the server has told of. */
export const learn = (state: State, users: readonly User[]): State =>
  users.reduce((next, user) => applyPresence(next, { userId: user.id, ...beingOf(user) }), state);

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
