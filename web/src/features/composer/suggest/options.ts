import { knownGroups, knownPeople, type Met } from "@/api/directory";
import type { Author, Channel, CustomEmoji, Group, Membership } from "@/api/types";
import { asEmoji, currentTone, type Emoji, emojiAtHand, inTone, searchEmoji } from "@/features/emoji";
import { isConversation, nameOf } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import type { Members } from "./facts";
import type { Query } from "./query";
import { best, ranked } from "./rank";

/** Something that can be put in place of what is being written. */
export type Option = {
  key: string;
  /** What is put in, without the space after it. */
  insert: string;
  title: string;
  detail: string;
} & (
  | { kind: "person"; person: Met; isMember: boolean }
  | { kind: "group" | "all" }
  | { kind: "channel"; channel: Channel }
  | { kind: "emoji"; emoji: Emoji; char: string }
);

export type Facts = {
  workspace: Membership;
  channel: Channel;
  me: string;
  members: Members | undefined;
  /** User ids of those who wrote here, the last first. */
  recent: readonly string[];
  custom: readonly CustomEmoji[];
};

const most = 8;

export function optionsFor(query: Query, facts: Facts): Option[] {
  if (query.sign === "#") return channelOptions(query.text, facts);
  return query.sign === ":" ? emojiOptions(query.text, facts) : peopleOptions(query.text, facts);
}

function peopleOptions(text: string, { workspace, channel, members, recent, me }: Facts): Option[] {
  const isMember = ({ id }: Author) => members?.ids.has(id) ?? true;
  const order = new Map(recent.map((id, i) => [id, i]));
  const people = ranked(knownPeople(workspace.id), text, {
    names: (person) => [nameOf(person), person.username],
    isNear: isMember,
    // Oneself is hardly ever meant.
    recency: ({ id }) => (id === me ? Number.MAX_SAFE_INTEGER : (order.get(id) ?? recent.length)),
  });
  const options = people.slice(0, most).map(
    (person): Option => ({
      kind: "person",
      key: person.id,
      insert: `@${person.username}`,
      title: nameOf(person),
      detail: `@${person.username}`,
      person,
      isMember: isConversation(channel) || isMember(person),
    }),
  );
  const groups = knownGroups(workspace.id).filter(
    ({ handle, displayName }) => best([handle, displayName], text) !== null,
  );
  return [...options, ...groups.slice(0, 4).map(groupOption), ...everybody(text, channel)].slice(0, most + 2);
}

const groupOption = ({ id, handle, displayName, memberCount }: Group): Option => ({
  kind: "group",
  key: id,
  insert: `@${handle}`,
  title: displayName || handle,
  detail: t("suggest.group", handle, memberCount),
});

const everybody = (text: string, channel: Channel): Option[] =>
  (["channel", "here"] as const)
    .filter((name) => !isConversation(channel) && name.startsWith(text.toLowerCase()))
    .map((name) => ({
      kind: "all",
      key: name,
      insert: `@${name}`,
      title: `@${name}`,
      detail: t(`suggest.${name}`),
    }));

function channelOptions(text: string, { workspace, channel }: Facts): Option[] {
  const named = workspace.channels.filter((one) => !isConversation(one) && !one.isArchived);
  const found = ranked(named, text, {
    names: ({ name, displayName }) => [name, displayName],
    isNear: ({ id }) => id !== channel.id,
    recency: ({ lastActivityAt }) => -Date.parse(lastActivityAt ?? "1970-01-01"),
  });
  return found.slice(0, most).map((one) => ({
    kind: "channel",
    key: one.id,
    insert: `#${one.name}`,
    title: one.name,
    detail: one.topic,
    channel: one,
  }));
}

function emojiOptions(text: string, { custom }: Facts): Option[] {
  const list = [...custom.map(asEmoji), ...(emojiAtHand()?.list ?? [])];
  return searchEmoji(list, text, most).map((emoji) => {
    const char = inTone(emoji, currentTone());
    return { kind: "emoji", key: emoji.char, insert: char, title: `:${emoji.names[0]}:`, detail: "", emoji, char };
  });
}
