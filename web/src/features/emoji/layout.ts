import type { Emoji } from "./data";

export type Section = { id: string; title: string; items: readonly Emoji[] };

/** A line of the picker: a title, or some emoji of which the first has the number `first`. */
export type Line =
  | { kind: "title"; key: string; sectionId: string; title: string }
  | { kind: "emoji"; key: string; sectionId: string; items: readonly Emoji[]; first: number };

export function linesOf(sections: readonly Section[], columns: number): Line[] {
  const lines: Line[] = [];
  let first = 0;
  for (const { id, title, items } of sections) {
    if (items.length === 0) continue;
    if (title) lines.push({ kind: "title", key: id, sectionId: id, title });
    for (let at = 0; at < items.length; at += columns) {
      const part = items.slice(at, at + columns);
      lines.push({ kind: "emoji", key: `${id} ${at}`, sectionId: id, items: part, first });
      first += part.length;
    }
  }
  return lines;
}

type EmojiLine = Extract<Line, { kind: "emoji" }>;
const isEmojiLine = (line: Line): line is EmojiLine => line.kind === "emoji";

/** Where the line of an emoji is, and where in it the emoji is. */
export function find(lines: readonly Line[], index: number): { line: number; column: number; emoji: Emoji } | null {
  const line = lines.findIndex((one) => isEmojiLine(one) && index >= one.first && index < one.first + one.items.length);
  const found = lines[line];
  if (!found || !isEmojiLine(found)) return null;
  const column = index - found.first;
  return { line, column, emoji: found.items[column] as Emoji };
}

const pageLines = 5;

/** The number of the emoji that a key leads to, from the one that is marked now. */
export function step(lines: readonly Line[], index: number, key: string): number {
  const rows = lines.filter(isEmojiLine);
  const at = rows.findIndex(({ first, items }) => index >= first && index < first + items.length);
  const row = rows[at];
  const last = rows.at(-1);
  if (!row || !last) return 0;
  const end = last.first + last.items.length - 1;
  const inRow = (to: number) => {
    const target = rows[Math.min(rows.length - 1, Math.max(0, to))] as EmojiLine;
    return target.first + Math.min(index - row.first, target.items.length - 1);
  };
  switch (key) {
    case "ArrowRight":
      return Math.min(end, index + 1);
    case "ArrowLeft":
      return Math.max(0, index - 1);
    case "ArrowDown":
      return inRow(at + 1);
    case "ArrowUp":
      return inRow(at - 1);
    case "PageDown":
      return inRow(at + pageLines);
    case "PageUp":
      return inRow(at - pageLines);
    default:
      return index;
  }
}
