import type { Channel, Membership } from "@/api/types";
import { channelTitle } from "@/lib/channel";

export type SectionName = "channels" | "directs";
export type Entry = { channel: Channel; title: string };
export type Sections = Record<SectionName, Entry[]>;

/** What the sidebar lists: channels by name, direct conversations by their latest message. */
export function sectionsOf({ channels }: Membership, me: string): Sections {
  const entries = channels
    .filter((channel) => !channel.isArchived)
    .map((channel) => ({ channel, title: channelTitle(channel, me) }));
  return {
    channels: entries.filter(({ channel }) => channel.type !== "direct").sort(byTitle),
    directs: entries.filter(({ channel }) => channel.type === "direct").sort(byActivity),
  };
}

/** Of a collapsed section only what waits to be read stays, and where one is. */
export const visibleOf = (entries: Entry[], collapsed: boolean, currentId: string | undefined) =>
  collapsed ? entries.filter(({ channel }) => channel.unreadCount > 0 || channel.id === currentId) : entries;

/** All rows from top to bottom, for going to the next and the previous one by keyboard. */
export const inOrder = ({ channels, directs }: Sections): Channel[] =>
  [...channels, ...directs].map(({ channel }) => channel);

/** The row after the current one in either direction, around the ends. */
export function neighbour(rows: Channel[], currentId: string | undefined, step: 1 | -1, unreadOnly: boolean) {
  const start = rows.findIndex(({ id }) => id === currentId);
  for (let i = 1; i <= rows.length; i++) {
    const row = rows[(start + step * i + rows.length * 2) % rows.length];
    if (row && row.id !== currentId && (!unreadOnly || row.unreadCount > 0)) return row;
  }
  return undefined;
}

const byTitle = (a: Entry, b: Entry) => a.title.localeCompare(b.title);

const byActivity = (a: Entry, b: Entry) =>
  (b.channel.lastActivityAt ?? b.channel.createdAt).localeCompare(a.channel.lastActivityAt ?? a.channel.createdAt) ||
  byTitle(a, b);
