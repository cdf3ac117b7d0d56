import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { emojiTable } from "../../../tools/emoji-table";
import { emojiSet } from "./data";
import { lastUsed, mostUsed } from "./frequent";
import { find, linesOf, step } from "./layout";
import { searchEmoji } from "./search";
import { inTone } from "./tone";

const set = emojiSet(emojiTable(), () => true);
const named = (name: string) => set.byName.get(name);

describe("the table", () => {
  it("has every emoji once, and every shortcode once", () => {
    expect(set.list.length).toBeGreaterThan(1850);
    expect(new Set(set.list.map(({ char }) => char)).size).toBe(set.list.length);
    expect(set.byName.size).toBe(set.list.flatMap(({ names }) => names).length);
    expect(["smile", "+1", "tada", "heart", "flag-se"].map((name) => named(name)?.char)).toEqual([
      "😄",
      "👍",
      "🎉",
      "❤️",
      "🇸🇪",
    ]);
  });

  it("knows skin tones, also by the character", () => {
    const thumb = named("+1");
    expect(thumb && [0, 3, 5].map((tone) => inTone(thumb, tone as 0))).toEqual(["👍", "👍🏽", "👍🏿"]);
    expect(set.byChar.get("👍🏽")).toBe(thumb);
  });

  it("spells every emoji as the server does, which refuses other spellings as reactions", () => {
    const lines = readFileSync("../internal/service/message/emoji/emoji.txt", "utf8").trim().split("\n");
    const known = new Set(lines.map((line) => line.replace(/\+$/, "")));
    const toned = new Set(lines.filter((line) => line.endsWith("+")).map((line) => line.slice(0, -1)));
    for (const { char, skins = [] } of set.list) {
      expect(known).toContain(char);
      if (!toned.has(char)) for (const skin of skins) expect(known).toContain(skin);
    }
  });

  it("leaves out what cannot be drawn", () => {
    const old = emojiSet(emojiTable(), (char) => !["🇪🇺", ...newest].includes(char));
    expect(old.list.length).toBeLessThan(set.list.length);
    expect(old.list.some(({ char }) => /^\p{Regional_Indicator}/u.test(char))).toBe(false);
    expect(old.byName.get("smile")?.char).toBe("😄");
  });
});

const newest = emojiTable()
  .filter(([, , , version]) => version >= 16)
  .map(([char]) => char);

describe("the search", () => {
  const first = (text: string) => searchEmoji(set.list, text)[0]?.char;
  it("finds by shortcode, by the words of the name and by what it means", () => {
    expect(first("smile")).toBe("😄");
    expect(first(":tada")).toBe("🎉");
    expect(first("thumbs up")).toBe("👍");
    expect(searchEmoji(set.list, "celebrat").map(({ char }) => char)).toContain("🎉");
    expect(searchEmoji(set.list, "zzzz")).toEqual([]);
    expect(searchEmoji(set.list, "  ")).toEqual([]);
    expect(searchEmoji(set.list, "a", 8)).toHaveLength(8);
  });
});

describe("the grid", () => {
  const items = (n: number) => set.list.slice(0, n);
  const lines = linesOf(
    [
      { id: "a", title: "A", items: items(5) },
      { id: "none", title: "None", items: [] },
      { id: "b", title: "B", items: items(2) },
    ],
    3,
  );
  it("puts sections into lines below their titles", () => {
    expect(lines.map((line) => (line.kind === "title" ? line.title : line.items.length))).toEqual(["A", 3, 2, "B", 2]);
    expect(find(lines, 5)).toMatchObject({ line: 4, column: 0 });
    expect(find(lines, 7)).toBeNull();
  });
  it("moves as the keys say, and stays inside", () => {
    expect(step(lines, 2, "ArrowDown")).toBe(4);
    expect(step(lines, 4, "ArrowDown")).toBe(6);
    expect(step(lines, 6, "ArrowRight")).toBe(6);
    expect(step(lines, 6, "ArrowUp")).toBe(4);
    expect(step(lines, 0, "ArrowLeft")).toBe(0);
    expect(step(lines, 1, "PageDown")).toBe(6);
    expect(step([], 3, "ArrowDown")).toBe(0);
  });
});

describe("what was used", () => {
  const now = Date.parse("2026-03-01");
  const month = 30 * 24 * 3_600_000;
  const uses = [
    { emoji: "⛵", weight: 1, at: now },
    { emoji: "🎨", weight: 6, at: now - month },
    { emoji: "🔥", weight: 6, at: now - 3 * month },
  ];
  it("comes last first for the quick buttons, filled up with the usual", () => {
    expect(lastUsed(uses, 2)).toEqual(["⛵", "🎨"]);
    expect(lastUsed([], 2)).toEqual(["👍", "👀"]);
  });
  it("weighs half after a month in the picker", () => {
    expect(mostUsed(uses, 3, now)).toEqual(["🎨", "⛵", "🔥"]);
  });
});
