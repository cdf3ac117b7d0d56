import type { Author, Channel } from "@/api/types";
import { t } from "./i18n/t";

export const nameOf = (person: Pick<Author, "displayName" | "username">) => person.displayName || person.username;

/** Whether it is a conversation of some people, without a name of its own. */
export const isConversation = ({ type }: Pick<Channel, "type">) => type === "direct" || type === "group";

/** The others in a direct conversation; yourself when it is a conversation with yourself. */
export function othersIn(channel: Channel, me: string): Author[] {
  const members = channel.members ?? [];
  const others = members.filter((member) => member.id !== me);
  return others.length > 0 ? others : members;
}

/** What a channel is called on screen: "launch", "Ines Okafor", "Tomas, Ines, Jun". */
export function channelTitle(channel: Channel, me: string): string {
  if (!isConversation(channel)) return channel.displayName || channel.name;
  const others = othersIn(channel, me);
  const [only] = others;
  if (others.length > 1) return others.map((other) => nameOf(other).split(" ")[0]).join(", ");
  if (!only) return channel.displayName || channel.name;
  return only.id === me ? t("direct.yourself", nameOf(only)) : nameOf(only);
}

/** How many unread messages call the person: those that mention them, and in a conversation of few all of them. */
export const callsOf = (channel: Channel): number =>
  isConversation(channel) && !channel.isMuted ? channel.unreadCount : (channel.mentionCount ?? 0);

/** "Harbour Works!" becomes "harbour-works": the letters that names of channels and workspaces may have. */
export function slugOf(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[-._]+|[-._]+$/g, "")
    .slice(0, 50);
}

/** The same while the name is being typed: a separator at the end may become part of it. */
export function slugWhileTyping(text: string): string {
  const slug = slugOf(text);
  const last = text.at(-1) ?? "";
  if (!slug || !/[\s._-]/.test(last)) return slug;
  return slug + (/\s/.test(last) ? "-" : last);
}

export const isName = (text: string) => /^[a-z0-9._-]{2,50}$/.test(text);
