/*
 * What a parser of Markdown may be asked to do. Its time grows with the square of some signs, and its depth with the
 * nesting of quotes and lists: 12,000 characters made for that purpose take it seconds, or all of its stack. Text
 * beyond these bounds is shown as it was written. What people write is far within them.
 */
const mostMarks = 1500;
const deepest = 16;

const marks = /[*_~[\]<>|`\n]/g;
const fences = /^(`{3,}|~{3,})[^`\n]*\n[\s\S]*?^ {0,3}\1/gm;
const nested = new RegExp(String.raw`^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$))){${deepest + 1}}`, "m");

/** Whether a text can be parsed in a time that nobody notices. */
export function isParsable(text: string): boolean {
  if (nested.test(text)) return false;
  if (text.length <= mostMarks) return true;
  return (text.replace(fences, "").match(marks)?.length ?? 0) <= mostMarks;
}
