import type { Channel, Membership } from "@/api/types";
import { callsOf, channelTitle, isConversation } from "@/lib/channel";

export type Entry = { channel: Channel; title: string };

/** One group of rows. Those that a person made have a name of their own. */
export type SidebarSection = {
  /** By which it is remembered as folded. */
  key: string;
  kind: "starred" | "own" | "channels" | "directs";
  name: string;
  entries: Entry[];
};

/**
 * What the sidebar lists, from top to bottom: what is starred, the sections the person made, and the rest. Channels go
 * by name, conversations by their latest message. A starred one stands among the starred only.
 */
export function sectionsOf({ id, channels }: Membership, me: string): SidebarSection[] {
  const entries = channels
    .filter((channel) => !channel.isArchived)
    .map((channel) => ({ channel, title: channelTitle(channel, me) }));
  const starred = entries.filter(({ channel }) => channel.isStarred);
  const others = entries.filter(({ channel }) => !channel.isStarred);
  const rest = others.filter(({ channel }) => !channel.section);
  const own = others.filter(({ channel }) => channel.section);
  const names = new Set(own.map(({ channel }) => channel.section ?? ""));
  return [
    ...(starred.length > 0 ? [section("starred", "starred", starred.sort(byTitle))] : []),
    ...[...names]
      .sort((a, b) => a.localeCompare(b))
      .map((name) => {
        const list = own.filter(({ channel }) => channel.section === name);
        return section(`${id}/${name}`, "own", list.sort(byTitle), name);
      }),
    section("channels", "channels", rest.filter(({ channel }) => !isConversation(channel)).sort(byTitle)),
    section("directs", "directs", rest.filter(({ channel }) => isConversation(channel)).sort(byActivity)),
  ];
}

const section = (key: string, kind: SidebarSection["kind"], entries: Entry[], name = ""): SidebarSection => ({
  key,
  kind,
  name,
  entries,
});

/** Of a collapsed section only what waits to be read stays, and where one is. */
export const visibleOf = (entries: Entry[], collapsed: boolean, currentId: string | undefined) =>
  collapsed ? entries.filter(({ channel }) => isWaiting(channel) || channel.id === currentId) : entries;

/** Whether there is something to read; of a muted channel only what calls the person. */
const isWaiting = (channel: Channel) => (channel.unreadCount > 0 && !channel.isMuted) || callsOf(channel) > 0;

/** All rows from top to bottom, for going to the next and the previous one by keyboard. */
export const inOrder = (sections: SidebarSection[]): Channel[] =>
  sections.flatMap(({ entries }) => entries.map(({ channel }) => channel));

/** The row after the current one in either direction, around the ends. */
export function neighbour(rows: Channel[], currentId: string | undefined, step: 1 | -1, unreadOnly: boolean) {
  const start = rows.findIndex(({ id }) => id === currentId);
  for (let i = 1; i <= rows.length; i++) {
    const row = rows[(start + step * i + rows.length * 2) % rows.length];
    if (row && row.id !== currentId && (!unreadOnly || isWaiting(row))) return row;
  }
  return undefined;
}

const byTitle = (a: Entry, b: Entry) => a.title.localeCompare(b.title);

const byActivity = (a: Entry, b: Entry) =>
  (b.channel.lastActivityAt ?? b.channel.createdAt).localeCompare(a.channel.lastActivityAt ?? a.channel.createdAt) ||
  byTitle(a, b);
