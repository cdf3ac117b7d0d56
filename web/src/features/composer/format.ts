/** A text with a selection, as in a text field. */
export type Selected = { text: string; start: number; end: number };

export type Format = "bold" | "italic" | "strike" | "code" | "codeBlock" | "quote" | "list";

const marks: Partial<Record<Format, string>> = { bold: "**", italic: "_", strike: "~~", code: "`" };
const prefixes: Partial<Record<Format, string>> = { quote: "> ", list: "- " };

/** The text with a format put on its selection; or taken off, when it is there already. */
export function format(selected: Selected, as: Format): Selected {
  const mark = marks[as];
  if (mark) return toggleMark(selected, mark);
  const prefix = prefixes[as];
  return prefix ? togglePrefix(selected, prefix) : fence(selected);
}

function toggleMark({ text, start, end }: Selected, mark: string): Selected {
  const n = mark.length;
  const isMarked = text.slice(start - n, start) === mark && text.slice(end, end + n) === mark;
  const inner = text.slice(start, end);
  if (isMarked) {
    return { text: text.slice(0, start - n) + inner + text.slice(end + n), start: start - n, end: end - n };
  }
  return { text: text.slice(0, start) + mark + inner + mark + text.slice(end), start: start + n, end: end + n };
}

/** Works on whole lines: all of them get the prefix, or lose it when all have it. */
function togglePrefix({ text, start, end }: Selected, prefix: string): Selected {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const to = text.indexOf("\n", end) < 0 ? text.length : text.indexOf("\n", end);
  const lines = text.slice(from, to).split("\n");
  const isPrefixed = lines.every((line) => line.startsWith(prefix));
  const changed = lines.map((line) => (isPrefixed ? line.slice(prefix.length) : prefix + line)).join("\n");
  const after = text.slice(0, from) + changed + text.slice(to);
  return { text: after, start: from + changed.length, end: from + changed.length };
}

function fence({ text, start, end }: Selected): Selected {
  const before = text.slice(0, start);
  const open = before === "" || before.endsWith("\n") ? "```\n" : "\n```\n";
  const after = text.slice(end);
  const close = after === "" || after.startsWith("\n") ? "\n```" : "\n```\n";
  const from = start + open.length;
  return { text: before + open + text.slice(start, end) + close + after, start: from, end: from + (end - start) };
}
