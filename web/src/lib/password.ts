import { t } from "./i18n/t";

/* The server's rules for a new password, told before it is sent. The server has the last word, and a longer list. */

export const shortestPassword = 8;
export const longestPassword = 128;

/** What is wrong with the length of a new password, counted as people count. */
export function passwordFault(password: string): string | undefined {
  const { length } = [...password];
  if (length < shortestPassword) return t("auth.fault.passwordShort", shortestPassword);
  if (length > longestPassword) return t("auth.fault.passwordLong", longestPassword);
  return undefined;
}

export type Strength = 0 | 1 | 2 | 3 | 4;

const wellKnown = /password|passwort|qwertz?u?|asdf|letmein|welcome|admin|iloveyou|echo/gi;
const alphabets: [RegExp, number][] = [
  [/\p{Ll}/u, 26],
  [/\p{Lu}/u, 26],
  [/\p{Nd}/u, 10],
  [/[^\p{L}\p{Nd}]/u, 30],
];
/** Bits of guessing work from which a password is weak no more, then fair no more, then good no more. */
const steps = [36, 50, 64];

/**
 * A rough measure of how hard a password is to guess, from 0 (too short) to 4: how many letters it has from how large an
 * alphabet, where repeats, runs such as "abc" and "321", and the words everybody tries count as next to nothing.
 */
export function strengthOf(password: string): Strength {
  if ([...password].length < shortestPassword) return 0;
  const letters = [...password.replace(wellKnown, "*")];
  const counted = letters.filter((letter, i) => !continues(letters, i, letter)).length;
  const alphabet = alphabets.reduce((sum, [pattern, size]) => sum + (pattern.test(password) ? size : 0), 0);
  const bits = counted * Math.log2(Math.max(2, alphabet));
  return (1 + steps.filter((step) => bits >= step).length) as Strength;
}

/** Whether a letter goes on with a repeat or a run of the letters before it. */
function continues(letters: string[], i: number, letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0;
  const before = letters[i - 1]?.codePointAt(0);
  return before !== undefined && Math.abs(code - before) <= 1;
}
