import { describe, expect, it } from "vitest";
import { continued } from "./lists";
import { finishedShortcode, namesIn, queryAt, withEmoji } from "./query";
import { fuzzy, ranked } from "./rank";

const at = (text: string) => queryAt(text, text.length);

describe("what is being written", () => {
  it("is a name after a sign that begins a word", () => {
    expect(at("hi @ma")).toEqual({ sign: "@", text: "ma", start: 3 });
    expect(at("@")).toEqual({ sign: "@", text: "", start: 0 });
    expect(at("(#lau")).toEqual({ sign: "#", text: "lau", start: 1 });
    expect(at("so :sm")).toEqual({ sign: ":", text: "sm", start: 3 });
    expect(at("@Maya Li")).toEqual({ sign: "@", text: "Maya Li", start: 0 });
    expect(queryAt("hi @ma there", 6)).toEqual({ sign: "@", text: "ma", start: 3 });
  });

  it("is nothing in addresses, times, code, and with too few letters for an emoji", () => {
    for (const text of [
      "me@ex",
      "at 10:30",
      "see http:",
      "a/#b",
      "`@ma",
      "```\n@ma",
      ":s",
      "#two words",
      "@maya is late",
    ]) {
      expect(at(text)).toBeNull();
    }
    expect(at("`code` @ma")?.text).toBe("ma");
  });
});

describe("shortcodes", () => {
  const emojiOf = (name: string) => ({ smile: "😄", "+1": "👍" })[name] ?? null;
  it("are finished by their second colon", () => {
    expect(finishedShortcode("hi :smile:", 10)).toEqual({ name: "smile", start: 3 });
    expect(finishedShortcode("10:30:", 6)).toBeNull();
    expect(finishedShortcode("`:smile:", 8)).toBeNull();
  });
  it("become characters, but not in code, and not where none is meant", () => {
    expect(withEmoji("ok :+1: `:smile:` :smile: :party: 1:smile:", emojiOf)).toBe(
      "ok 👍 `:smile:` 😄 :party: 1:smile:",
    );
    expect(withEmoji("```\n:smile:\n```\n:smile:", emojiOf)).toBe("```\n:smile:\n```\n😄");
  });
});

it("names are found outside of code", () => {
  expect(namesIn("@Maya, @tomas. `@ines` me@home.se @here")).toEqual(["maya", "tomas", "here"]);
});

describe("the ranking", () => {
  it("fits by beginnings, within, with gaps, and without accents", () => {
    expect(["zoe", "Zoë", "anna zoe", "azoe", "z-o-e", "tom"].map((name) => fuzzy(name, "zoe"))).toEqual([
      0,
      0,
      1,
      2,
      3,
      null,
    ]);
  });

  it("puts members first, then those met of late, among those that fit as well", () => {
    const people = [
      { name: "mara", isNear: false, recency: 0 },
      { name: "marc", isNear: true, recency: 9 },
      { name: "mary", isNear: true, recency: 1 },
      { name: "tamar", isNear: true, recency: 0 },
    ];
    const order = ranked(people, "mar", {
      names: ({ name }) => [name],
      isNear: ({ isNear }) => isNear,
      recency: ({ recency }) => recency,
    });
    expect(order.map(({ name }) => name)).toEqual(["mary", "marc", "mara", "tamar"]);
  });
});

describe("a new line in a list", () => {
  const next = (text: string) => {
    const more = continued(text, text.length);
    return more && text.slice(0, more.start) + more.insert;
  };
  it("begins like the last one", () => {
    expect(next("- one")).toBe("- one\n- ");
    expect(next("a\n  9. nine")).toBe("a\n  9. nine\n  10. ");
    expect(next("- [x] done")).toBe("- [x] done\n- [ ] ");
    expect(next("> said")).toBe("> said\n> ");
  });
  it("ends the list after an item without words, and is plain elsewhere", () => {
    expect(next("- one\n- ")).toBe("- one\n");
    expect(next("one - two")).toBeNull();
    expect(next("```\n- one")).toBeNull();
  });
});
