/** What somebody is in the middle of writing: a name, a channel or an emoji. */
export type Query = { sign: "@" | "#" | ":"; text: string; start: number };

const longestName = 50;
const fewestLetters = { "@": 0, "#": 0, ":": 2 };
const unfinished = /(?:^|[^\p{L}\p{N}_@#:/.-])([@#:])([\p{L}\p{N}._+'-]*(?: [\p{L}\p{N}._'-]+)?)$/u;

/** The name before the caret, if there is one that may be completed. In code there is none. */
export function queryAt(text: string, caret: number): Query | null {
  const before = text.slice(Math.max(0, caret - longestName - 2), caret);
  const match = unfinished.exec(before);
  if (!match || isInCode(text.slice(0, caret))) return null;
  const sign = match[1] as Query["sign"];
  const name = match[2] as string;
  // Only people have names of two words.
  if (sign !== "@" && name.includes(" ")) return null;
  return name.length < fewestLetters[sign] ? null : { sign, text: name, start: caret - name.length - 1 };
}

/** Whether the text ends inside a code block, or between backticks on its last line. */
export function isInCode(text: string): boolean {
  const fences = text.match(/^ {0,3}(```|~~~)/gm)?.length ?? 0;
  if (fences % 2 === 1) return true;
  const line = text.slice(text.lastIndexOf("\n") + 1);
  return (line.match(/`/g)?.length ?? 0) % 2 === 1;
}

/** The shortcode that has just been finished by a colon, and where it begins. */
export function finishedShortcode(text: string, caret: number): { name: string; start: number } | null {
  const match = /(?:^|[^\p{L}\p{N}:])(:([a-z0-9_+-]+):)$/iu.exec(text.slice(Math.max(0, caret - 68), caret));
  if (!match || isInCode(text.slice(0, caret))) return null;
  return { name: (match[2] as string).toLowerCase(), start: caret - (match[1] as string).length };
}

/** The text with every shortcode outside of code replaced that stands for something. */
export function withEmoji(text: string, emojiOf: (name: string) => string | null): string {
  return text.replace(/(?<![\p{L}\p{N}:]):([a-z0-9_+-]+):/giu, (all, name: string, at: number) =>
    isInCode(text.slice(0, at)) ? all : (emojiOf(name.toLowerCase()) ?? all),
  );
}

/** The names after @ in a text, in lower case, without the dots at the end of sentences; not those in code. */
export function namesIn(text: string): string[] {
  const names = new Set<string>();
  for (const match of text.matchAll(/(?<![\p{L}\p{N}_@/.-])@([a-z0-9][a-z0-9._-]*)/giu)) {
    if (!isInCode(text.slice(0, match.index))) names.add((match[1] as string).toLowerCase().replace(/[.-]+$/, ""));
  }
  return [...names];
}
