import type { Message, Reaction } from "@/api/types";

/** Who reacted, or took a reaction back, in the event that told of a version. */
export type Actor = { userId: string; emoji: string; isAdded: boolean };

/**
 * Who told of a version of a message. An answer of the server was made for the reader. An event goes to everybody, and
 * leaves out what is the reader's own: that is worked out, or kept as it was known.
 */
export type Teller = { kind: "answer" } | { kind: "event"; me: string; actor?: Actor };

export const answer: Teller = { kind: "answer" };

/** Of two versions of one message the one that changed last is right, whole. The same object comes back if it is held. */
export function newer(held: Message, told: Message, by: Teller): Message {
  return told.changeNo > held.changeNo ? withOwn(told, by, held) : held;
}

/** A version with what is the reader's own. */
export function withOwn(told: Message, by: Teller, held?: Message): Message {
  if (by.kind === "answer") return told;
  const reactions = told.reactions.map((r) => ({ ...r, reacted: hasReacted(r, by, held) }));
  return { ...told, reactions, isSaved: held?.isSaved ?? false };
}

function hasReacted({ emoji, count, userIds }: Reaction, by: Teller & { kind: "event" }, held?: Message): boolean {
  if (userIds.includes(by.me)) return true;
  if (count <= userIds.length) return false;
  // The list names the first few only.
  if (by.actor?.userId === by.me && by.actor.emoji === emoji) return by.actor.isAdded;
  return held?.reactions.find((r) => r.emoji === emoji)?.reacted ?? false;
}

/** Whether a message stands in its channel's timeline; other replies are seen in their threads only. */
export const isInChannel = (m: Pick<Message, "threadRootId" | "alsoSentToChannel">): boolean =>
  m.threadRootId === null || m.alsoSentToChannel;
