import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useCustomEmoji } from "@/api/emoji";
import { t } from "@/lib/i18n/t";
import { type Emoji, type EmojiSet, loadEmoji } from "./data";
import { mostUsedNow } from "./frequent";
import type { Section } from "./layout";
import { searchEmoji } from "./search";

/** The groups of the table in the order of the picker, by what they are called here. */
export const groups = [
  "smileys",
  "people",
  "nature",
  "food",
  "travel",
  "activities",
  "objects",
  "symbols",
  "flags",
] as const;
const groupNumbers = [0, 1, 3, 4, 5, 6, 7, 8, 9];

const frequentRows = 2;

/** What the picker shows: everything in its groups, or what fits the search. Null while it is being loaded. */
export function useSections(workspaceId: string | null, query: string, columns: number) {
  const { data, isError, refetch } = useQuery({
    queryKey: ["emoji-table"],
    queryFn: loadEmoji,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const custom = useCustom(workspaceId);
  // What is picked meanwhile does not move the rest under the pointer.
  const [frequent] = useState(() => mostUsedNow(columns * frequentRows));

  const sections = useMemo(() => {
    if (!data) return null;
    if (query.trim()) return [{ id: "found", title: "", items: searchEmoji([...custom, ...data.list], query) }];
    return inGroups(data, custom, frequent);
  }, [data, custom, frequent, query]);
  return { sections, isError, retry: () => void refetch() };
}

function inGroups(set: EmojiSet, custom: readonly Emoji[], frequent: readonly string[]): Section[] {
  const own = new Map(custom.map((emoji) => [emoji.char, emoji]));
  const asUsed = (char: string): Emoji[] => {
    const emoji = own.get(char) ?? set.byChar.get(char);
    if (!emoji) return [];
    // In the tone in which it was used, whatever is chosen now.
    const { skins: _, ...rest } = emoji;
    return [{ ...rest, char }];
  };
  return [
    { id: "frequent", title: t("emoji.group.frequent"), items: frequent.flatMap(asUsed) },
    { id: "custom", title: t("emoji.group.custom"), items: custom },
    ...groups.map((id, i) => ({
      id,
      title: t(`emoji.group.${id}`),
      items: set.list.filter(({ group }) => group === groupNumbers[i]),
    })),
  ];
}

function useCustom(workspaceId: string | null): readonly Emoji[] {
  const list = useCustomEmoji(workspaceId);
  return useMemo(() => list.map(asEmoji), [list]);
}

/** An emoji of a workspace among the others. */
export const asEmoji = ({ name, url }: { name: string; url: string }): Emoji => ({
  char: `:${name}:`,
  label: name.replaceAll("_", " "),
  group: -1,
  names: [name],
  words: [],
  url,
});
