/*
 * What one part of a conversation asks of another without knowing it: a message that is quoted of the composer, an
 * Up key in the composer of the list of messages.
 */
export type Wishes = {
  /** Puts words, quoted, into what is being written in a channel or thread. */
  quote: { channelId: string; threadRootId: string | null; text: string };
  /** Writes a name into a composer, as if it were typed at the caret. */
  mention: { composer: Element; username: string };
  /** Opens my last message there for editing. */
  editLast: { channelId: string; threadRootId: string | null };
};

type Listener = (wish: never) => boolean | undefined;
const listeners = new Map<keyof Wishes, Set<Listener>>();

/** Asks; says whether somebody has taken the wish up. */
export function wish<Name extends keyof Wishes>(name: Name, what: Wishes[Name]): boolean {
  return [...(listeners.get(name) ?? [])].some((callback) => callback(what as never) === true);
}

/** Takes up wishes until the returned function is called. Say true for one that is taken up. */
export function onWish<Name extends keyof Wishes>(
  name: Name,
  callback: (what: Wishes[Name]) => boolean | undefined,
): () => void {
  const known = listeners.get(name) ?? new Set();
  listeners.set(name, known.add(callback));
  return () => void known.delete(callback);
}
