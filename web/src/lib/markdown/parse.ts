import type { Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmAutolinkLiteralFromMarkdown } from "mdast-util-gfm-autolink-literal";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { gfmAutolinkLiteral } from "micromark-extension-gfm-autolink-literal";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import { isParsable } from "./bounds";

// GitHub's flavour, without footnotes: nobody writes them in a conversation.
const options = {
  extensions: [gfmAutolinkLiteral(), gfmStrikethrough({ singleTilde: false }), gfmTable(), gfmTaskListItem()],
  mdastExtensions: [
    gfmAutolinkLiteralFromMarkdown(),
    gfmStrikethroughFromMarkdown(),
    gfmTableFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
  ],
};

/** As many parsed messages as are kept, so that scrolling back and forth does not parse again. */
const capacity = 800;
const parsed = new Map<string, Root>();

/** The syntax tree of a text. The same tree comes back for the same text. */
export function parse(text: string): Root {
  const known = parsed.get(text);
  if (known) return known;
  const root = isParsable(text) ? fromMarkdown(text, options) : asWritten(text);
  if (parsed.size >= capacity) parsed.delete(parsed.keys().next().value as string);
  parsed.set(text, root);
  return root;
}

/** One paragraph with the text as it is. */
function asWritten(text: string): Root {
  const lines = text.split("\n");
  const start = { line: 1, column: 1, offset: 0 };
  const end = { line: lines.length, column: 1 + (lines.at(-1)?.length ?? 0), offset: text.length };
  const position = { start, end };
  return {
    type: "root",
    children: [{ type: "paragraph", position, children: [{ type: "text", value: text, position }] }],
  };
}

const segmenter = new Intl.Segmenter();
const emoji = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3)/u;

/** One to three emoji and nothing else: shown large. */
export function isEmojiOnly(text: string, custom: ReadonlyMap<string, string> = new Map()): boolean {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > 200) return false;
  // One of the workspace counts like any other.
  const plain = trimmed.replace(/:([a-z0-9_+-]+):/gi, (all, name: string) =>
    custom.has(name.toLowerCase()) ? "⭐" : all,
  );
  if (plain.length > 60) return false;
  const letters = Array.from(segmenter.segment(plain), ({ segment }) => segment).filter((letter) => letter.trim());
  return letters.length <= 3 && letters.every((letter) => emoji.test(letter));
}

const wallLength = 2400;
const wallLines = 40;

/** A text so long that it is folded until somebody wants to read it. */
export const isWall = (text: string): boolean =>
  text.length > wallLength || text.split("\n", wallLines + 1).length > wallLines;
