import { afterEach, expect, test } from "vitest";
import { en } from "./en";
import { languageOf, localeFor } from "./language";
import { setCurrentLocale } from "./locale";
import { plural } from "./plural";
import { sv } from "./sv";
import { t } from "./t";

type Text = string | ((...args: unknown[]) => string);

const later = import.meta.glob<Record<string, unknown>>("./en/later/*.ts", { eager: true });
const written = import.meta.glob<string>(["./en/*.ts", "./en/later/*.ts"], {
  eager: true,
  query: "?raw",
  import: "default",
});

/** The keys of all English texts, read from their files: those that come later hand them to `t` alone. */
const keys = Object.entries(written)
  .filter(([path]) => !/audit|index/.test(path))
  .flatMap(([, source]) => [...source.matchAll(/^ {2}"([^"]+)":/gm)].map(([, key]) => key as string));

afterEach(() => setCurrentLocale("en"));

test("every text is there in Swedish, and no more", () => {
  expect(Object.keys(later).length).toBeGreaterThan(5);
  expect(keys.length).toBeGreaterThan(Object.keys(en).length);
  const swedish = new Set(Object.keys(sv));
  expect(keys.filter((key) => !swedish.has(key))).toEqual([]);
  expect([...swedish].filter((key) => !keys.includes(key))).toEqual([]);
});

test("the Swedish texts take what the English ones take, and say it", () => {
  for (const [key, text] of Object.entries(sv as Record<string, Text>)) {
    if (typeof text === "string") expect(text.trim(), key).not.toBe("");
    else expect(said(text, text.length), key).toEqual(said((...args) => english(key, args), text.length));
  }
});

/** The English text, with what it is to say. */
const english = (key: string, args: unknown[]) => (t as (key: string, ...args: unknown[]) => string)(key, ...args);

test("the locale that was chosen counts, then the first of the browser's that the app speaks", () => {
  expect(localeFor("de-AT", ["sv"])).toBe("de-AT");
  expect(localeFor("", ["fi-FI", "sv-FI", "en-GB"])).toBe("sv-FI");
  expect(localeFor(undefined, ["fi-FI"])).toBe("en");
  expect(languageOf("sv-FI")).toBe("sv");
  expect(languageOf("de-AT")).toBe("en");
});

test("numbers are written as the locale has them", () => {
  expect(plural(1204, "member", "members")).toBe("1,204 members");
  setCurrentLocale("sv-SE");
  expect(plural(1204, "medlem", "medlemmar").replace(/\s/g, " ")).toBe("1 204 medlemmar");
  expect(plural(1, "medlem", "medlemmar")).toBe("1 medlem");
});

/** Which of its variables a text says, when each is a number that nothing else says. */
function said(text: (...args: unknown[]) => string, length: number): string[] | null {
  const marks = [411, 412, 413, 414].slice(0, length);
  try {
    const sentence = String(text(...marks));
    return marks.map(String).filter((mark) => sentence.includes(mark));
  } catch {
    // It takes something else than words and numbers.
    return null;
  }
}
