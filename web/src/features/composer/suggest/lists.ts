import { isInCode } from "./query";

/** What a new line begins with: the sign of the list or quote it stands in. An item without words ends the list. */
export function continued(text: string, caret: number): { insert: string; start: number } | null {
  const start = text.lastIndexOf("\n", caret - 1) + 1;
  const match = /^(\s*)(?:([-*+] (?:\[[ x]\] )?)|(\d{1,9})([.)]) |(> ))/.exec(text.slice(start, caret));
  if (!match || isInCode(text.slice(0, caret))) return null;
  if (match[0].length === caret - start) return { insert: "", start };
  const [, indent = "", bullet, number, dot = ".", quote] = match;
  const sign = bullet?.replace("[x]", "[ ]") ?? quote ?? `${Number(number) + 1}${dot} `;
  return { insert: `\n${indent}${sign}`, start: caret };
}
