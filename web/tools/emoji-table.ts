import { createRequire } from "node:module";
import type { Plugin } from "vite";

/*
 * One file with every emoji, made from the data of emojibase: what the picker draws, and what the search and the
 * shortcodes know. It is loaded when somebody first looks for an emoji.
 */
const require = createRequire(import.meta.url);
const moduleId = "virtual:emoji-table";
const devPath = "/emoji-table.json";

/** Emoji, name, group, version of Unicode, shortcodes, words to find it by, and its five skin tones where it has them. */
export type EmojiRow = [string, string, number, number, string[], string[], string[]?];

type Source = {
  hexcode: string;
  emoji: string;
  type: number;
  label: string;
  group?: number;
  order?: number;
  version: number;
  tags?: string[];
  skins?: { emoji: string; hexcode: string; type: number; tone: number | number[] }[];
};
type Shortcodes = Record<string, string | string[]>;

/** Parts of emoji, such as skin tones alone, are not for choosing. */
const components = 2;

export function emojiTable(): EmojiRow[] {
  const sources = (require("emojibase-data/en/data.json") as Source[])
    .filter((one) => one.group !== undefined && one.group !== components)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  const codes = shortcodesOf(sources);
  return sources.map(({ hexcode, emoji, type, label, group = 0, version, tags = [], skins = [] }) => {
    const names = codes.get(hexcode) ?? [];
    const known = new Set(names.flatMap((name) => name.split("_")));
    const words = tags.filter((tag) => !known.has(tag));
    const tones = skins.filter(({ tone }) => typeof tone === "number").map(spelled);
    const row = [spelled({ emoji, hexcode, type }), label, group, version, names, words] as const;
    return tones.length === 5 ? [...row, tones] : [...row];
  });
}

/** The names of each emoji, by hexcode. Where two collections disagree about a name, the first one has it. */
function shortcodesOf(sources: readonly Source[]): Map<string, string[]> {
  const owners = new Map<string, string>();
  for (const set of ["iamcal", "github", "emojibase"]) {
    const codes = require(`emojibase-data/en/shortcodes/${set}.json`) as Shortcodes;
    for (const { hexcode } of sources) {
      for (const code of [codes[hexcode] ?? []].flat()) if (!owners.has(code)) owners.set(code, hexcode);
    }
  }
  const names = new Map<string, string[]>();
  for (const [code, hexcode] of owners) names.set(hexcode, [...(names.get(hexcode) ?? []), code]);
  return names;
}

/** As Unicode spells it in full: the data asks for a picture also where there is one without asking. */
const spelled = ({ emoji, hexcode, type }: Pick<Source, "emoji" | "hexcode" | "type">) =>
  type === 1 ? String.fromCodePoint(...hexcode.split("-").map((code) => Number.parseInt(code, 16))) : emoji;

/** Gives the app the address of the file: `import url from "virtual:emoji-table"`. */
export function emojiData(): Plugin {
  const json = () => JSON.stringify(emojiTable());
  let isBuild = false;
  return {
    name: "echo:emoji",
    configResolved: ({ command }) => {
      isBuild = command === "build";
    },
    resolveId: (id) => (id === moduleId ? `\0${moduleId}` : null),
    load(id) {
      if (id !== `\0${moduleId}`) return null;
      if (!isBuild) return `export default ${JSON.stringify(devPath)}`;
      const file = this.emitFile({ type: "asset", name: "emoji.json", source: json() });
      return `export default import.meta.ROLLUP_FILE_URL_${file}`;
    },
    configureServer({ middlewares }) {
      middlewares.use(devPath, (_, response) => {
        response.setHeader("Content-Type", "application/json");
        response.end(json());
      });
    },
  };
}
