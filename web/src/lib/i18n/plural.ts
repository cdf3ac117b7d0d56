const rules = new Intl.PluralRules("en");
const numbers = new Intl.NumberFormat("en");

/** "1 member", "14 members", "1,204 members". */
export const plural = (n: number, one: string, other: string) =>
  `${numbers.format(n)} ${rules.select(n) === "one" ? one : other}`;
