import url from "virtual:emoji-table";
import type { EmojiRow } from "../../../tools/emoji-table";
import { canDraw } from "./support";

/** An emoji as it is chosen: the character, or ":name:" for one of the workspace. */
export type Emoji = {
  char: string;
  label: string;
  group: number;
  /** Shortcodes, the usual one first, without colons. */
  names: readonly string[];
  words: readonly string[];
  /** From light to dark, for those that have a colour of skin. */
  skins?: readonly string[];
  /** The picture of one of the workspace. */
  url?: string;
};

export type EmojiSet = {
  list: readonly Emoji[];
  byName: ReadonlyMap<string, Emoji>;
  byChar: ReadonlyMap<string, Emoji>;
};

let loading: Promise<EmojiSet> | null = null;
let loaded: EmojiSet | null = null;

/** Every emoji that this device can draw. Asked once; after a failure the next call asks again. */
export function loadEmoji(): Promise<EmojiSet> {
  loading ??= fetchSet().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** What `loadEmoji` has brought, if it has. */
export const emojiAtHand = (): EmojiSet | null => loaded;

async function fetchSet(): Promise<EmojiSet> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`emoji: ${response.status}`);
  loaded = emojiSet((await response.json()) as EmojiRow[], canDraw);
  return loaded;
}

/** What systems of the last years all have. What is newer is looked at one by one. */
const common = 14;

/** The list without what cannot be drawn: of the newer versions of Unicode, and flags where a system has none. */
export function emojiSet(rows: readonly EmojiRow[], isDrawn: (char: string) => boolean): EmojiSet {
  const hasFlags = isDrawn("🇪🇺");
  const list = rows
    .filter(([char, , , version]) =>
      /^\p{Regional_Indicator}/u.test(char) ? hasFlags : version <= common || isDrawn(char),
    )
    .map(([char, label, group, , names, words, skins]) => ({
      char,
      label,
      group,
      names,
      words,
      ...(skins && { skins }),
    }));
  const byName = new Map(list.flatMap((emoji) => emoji.names.map((name) => [name, emoji] as const)));
  const byChar = new Map(
    list.flatMap((emoji) => [emoji.char, ...(emoji.skins ?? [])].map((char) => [char, emoji] as const)),
  );
  return { list, byName, byChar };
}
