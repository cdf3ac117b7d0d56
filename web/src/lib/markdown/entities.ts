/*
 * In place of the library that the parser would use: in a browser that one asks an element to read HTML, which the
 * content security policy refuses, and then no message after "&lt;" is drawn. These are the names that people write.
 */
const named: Readonly<Record<string, string>> = {
  AMP: "&",
  GT: ">",
  LT: "<",
  QUOT: '"',
  amp: "&",
  apos: "'",
  bull: "•",
  cent: "¢",
  copy: "©",
  deg: "°",
  euro: "€",
  frac12: "½",
  gt: ">",
  hellip: "…",
  laquo: "«",
  larr: "←",
  ldquo: "“",
  lsquo: "‘",
  lt: "<",
  mdash: "—",
  middot: "·",
  nbsp: "\u00a0",
  ndash: "–",
  para: "¶",
  plusmn: "±",
  pound: "£",
  quot: '"',
  raquo: "»",
  rarr: "→",
  rdquo: "”",
  reg: "®",
  rsquo: "’",
  sect: "§",
  times: "×",
  trade: "™",
  yen: "¥",
};

/** The character that a name stands for; false for others, which stay as they were written. */
export const decodeNamedCharacterReference = (name: string): string | false =>
  Object.hasOwn(named, name) ? (named[name] as string) : false;
