import { currentLocale } from "./locale";

/** "1 member", "14 members", "1,204 members". One is one in every language that the app speaks. */
export const plural = (n: number, one: string, other: string) => `${number(n)} ${n === 1 ? one : other}`;

const formats = new Map<string, Intl.NumberFormat>();

/** "1,204", "1 204": as the locale has it. */
export function number(n: number): string {
  const locale = currentLocale() ?? "en";
  const known = formats.get(locale) ?? new Intl.NumberFormat(locale);
  formats.set(locale, known);
  return known.format(n);
}
