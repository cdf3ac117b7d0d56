import { plural } from "../plural";

/** Texts of messages and of what lies around them. */
export const messages = {
  "message.react": "Add a reaction",
  "message.waiting": "There is no connection. It will be done when there is one again.",
  "message.tooLongAgo": "Something you did without a connection was not done: it is more than a week ago.",
  "message.linkCopied": "Link copied",
  "message.textCopied": "Text copied",
  "message.pinned": "Pinned to the channel",
  "message.saved": "Saved",
  "message.alsoInChannel": "in channel",
  "message.inThread": "Replied in a thread",
  "reactions.count": (emoji: string, n: number) => `${emoji} ${plural(n, "reaction", "reactions")}`,
  "reactions.you": "You",
  "reactions.names": (names: string[], more: number, emoji: string) => {
    const all = more > 0 ? [...names, `${more} more`] : names;
    return `${new Intl.ListFormat("en").format(all)} reacted with ${emoji}`;
  },
  "pins.open": "Pinned messages",
};
