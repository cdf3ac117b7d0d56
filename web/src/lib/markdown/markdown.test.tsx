import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it, vi } from "vitest";
import type { Mention } from "@/api/types";
import { attacks } from "@/test/attacks";
import { isParsable } from "./bounds";
import { decodeNamedCharacterReference } from "./entities";
import { Markdown } from "./Markdown";
import { piecesOf } from "./names";
import { isEmojiOnly, isWall, parse } from "./parse";

const show = (text: string) => render(<Markdown text={text} />).container;
const html = (text: string) => show(text).innerHTML;

/** The elements that a message may be made of. */
const own = new Set(
  "div p span a code pre em strong del ul ol li blockquote hr button table thead tbody tr th td".split(" "),
);

describe("what must never happen", () => {
  it("is tried in many ways", () => expect(new Set(attacks).size).toBeGreaterThan(150));

  it.each(attacks)("is not caused by %s", (attack) => {
    const page = show(attack);
    for (const icon of page.querySelectorAll("svg.lucide")) icon.remove();
    expect(
      Array.from(page.querySelectorAll("*"), ({ localName }) => localName).filter((name) => !own.has(name)),
    ).toEqual([]);
    for (const element of page.querySelectorAll("*")) {
      for (const { name } of element.attributes) expect(name).not.toMatch(/^(on|style|src|ping)/);
    }
    for (const link of page.querySelectorAll("a")) {
      expect(link.href).toMatch(/^(https?:|mailto:)/);
      expect(link.target).toBe("_blank");
      expect(link.rel).toBe("noopener noreferrer nofollow ugc");
    }
  });

  it("is hidden from nobody: HTML is shown as it was written", () => {
    expect(show("<b>bold</b> & <script>x</script>").textContent).toBe("<b>bold</b> & <script>x</script>");
    expect(show("<div>\nblock\n</div>").textContent).toBe("<div>\nblock\n</div>");
  });
});

describe("text", () => {
  it("keeps single newlines", () => {
    const paragraph = show("one\ntwo").querySelector("p");
    expect(paragraph?.textContent).toBe("one\ntwo");
    expect(paragraph?.className).toContain("whitespace-pre-wrap");
  });

  it("knows the usual marks", () => {
    const page = show("**b** _i_ ~~s~~ `c`");
    expect(["strong", "em", "del", "code"].map((tag) => page.querySelector(tag)?.textContent)).toEqual([
      "b",
      "i",
      "s",
      "c",
    ]);
    expect(show("a ~single~ tilde").querySelector("del")).toBeNull();
  });

  it("links addresses, and turns images into links", () => {
    expect(show("see https://example.com/a?b=c.").querySelector("a")?.getAttribute("href")).toBe(
      "https://example.com/a?b=c",
    );
    expect(show("mail me@example.com").querySelector("a")?.getAttribute("href")).toBe("mailto:me@example.com");
    const image = show("![a cat](https://example.com/cat.png)").querySelector("a");
    expect(image?.textContent).toBe("a cat");
  });

  it("renders lists, quotes, tables and rules", () => {
    expect(show("3. a\n4. b").querySelector("ol")?.start).toBe(3);
    expect(show("> quote").querySelector("blockquote")?.textContent).toBe("quote");
    expect(show("| a |\n| - |\n| b |").querySelectorAll("th, td")).toHaveLength(2);
    const tasks = Array.from(show("- [x] one\n- [ ] two").querySelectorAll("svg"), (box) =>
      box.getAttribute("aria-label"),
    );
    expect(tasks).toEqual(["Done", "To do"]);
  });

  it("copies the exact code", () => {
    expect(show("```\n  a\n\n<b>\n```").querySelector("pre")?.textContent).toBe("  a\n\n<b>");
  });

  it("has no headings that would disturb those of the page", () => {
    expect(html("# Big")).not.toMatch(/<h[1-6]/);
  });

  it("shows what it has no form for as it was written", () => {
    expect(show("note[^1]\n\n[^1]: the note").textContent).toBe("note[^1][^1]: the note");
  });
});

it("reads the names of characters without asking the browser to read HTML", () => {
  expect(decodeNamedCharacterReference("lt")).toBe("<");
  expect(decodeNamedCharacterReference("constructor")).toBe(false);
  const asked = vi.spyOn(Element.prototype, "innerHTML", "set");
  expect(show("&lt;b&gt; &amp;&copy; &bogus; &#60;").textContent).toBe("<b> &© &bogus; <");
  expect(asked).not.toHaveBeenCalled();
  asked.mockRestore();
});

describe("size", () => {
  it.each(["👍", "👍🏽👩‍👩‍👧‍👦🇸🇪", " ❤️ ", "1️⃣"])("is large for %s", (text) => expect(isEmojiOnly(text)).toBe(true));
  it.each(["ok 👍", "👍👍👍👍", "1", "", "#", "©️ 2026"])("is normal for %j", (text) =>
    expect(isEmojiOnly(text)).toBe(false),
  );

  it("is folded for a wall of text", () => {
    expect(isWall("word ".repeat(4000))).toBe(true);
    expect(isWall("line\n".repeat(60))).toBe(true);
    expect(isWall("word ".repeat(100))).toBe(false);
    expect(show("word ".repeat(4000)).querySelector("button")?.getAttribute("aria-expanded")).toBe("false");
  });
});

describe("what would take a parser too long", () => {
  const longest = 12_000;
  const filled = (part: string) => part.repeat(Math.ceil(longest / part.length)).slice(0, longest);
  const half = (part: string) => filled(part).slice(0, longest / 2);
  const heavy = {
    quotes: filled(">"),
    "quotes apart": filled("> "),
    lists: filled("1. "),
    "quotes and lists": filled("> - "),
    brackets: half("[") + half("]"),
    images: half("[![") + half("](a)"),
    emphasis: filled("*_"),
    "emphasis in words": filled("a**_b*__"),
    strikes: filled("~~a~~b"),
    headings: filled("a\n=\n"),
    table: `|${filled("a|").slice(0, 3000)}\n|${filled("-|").slice(0, 3000)}\n${filled("a|").slice(0, 5900)}`,
    tasks: filled("- [ ] a\n"),
    definitions: filled("[a]: b\n"),
    "behind a fence that ends early": `\`\`\`\n \`\`\`\n${filled("*_").slice(0, 11_000)}\n\`\`\``,
  };

  it.each(Object.entries(heavy))("is shown as it was written: %s", (_, text) => {
    expect(parse(text).children).toHaveLength(1);
    expect(parse(text).children[0]?.type).toBe("paragraph");
    expect(show(text).querySelector("p")?.textContent).toBe(text);
  });

  it("is not what people write", () => {
    const code = "x = a[b] * c_d | e\n".repeat(500);
    expect(isParsable(`Look:\n\`\`\`js\n${code}\n\`\`\`\nand **this**`)).toBe(true);
    expect(isParsable(`| a | b | c |\n|---|---|---|\n${"| 1 | 2 | 3 |\n".repeat(200)}`)).toBe(true);
    expect(isParsable("- point with `code` and a [link](https://example.com)\n".repeat(120))).toBe(true);
    expect(isParsable("> > > > deep\n1. one\n   - two\n     - three")).toBe(true);
    expect(isParsable("a line of a log, as it came\n".repeat(400))).toBe(true);
  });
});

describe("names", () => {
  const maya: Mention = { kind: "user", id: "u1", name: "maya" };
  const dotted: Mention = { kind: "user", id: "u2", name: "j.r." };
  const launch: Mention = { kind: "link", id: "c1", name: "launch" };
  const mentions = [maya, dotted, launch, { kind: "channel", id: null, name: "channel" } as const];
  const chips = (text: string) =>
    piecesOf(text, { mentions, emoji: new Map([["party", "/party.png"]]) })
      .filter(({ kind }) => kind !== "text")
      .map(({ text }) => text);

  it("are those that the message lists, without the dots of the sentence", () => {
    expect(chips("@maya, @Maya. @maya- (@maya) @mayaa @tomas #launch #lunch @launch @channel")).toEqual([
      "@maya",
      "@Maya",
      "@maya",
      "@maya",
      "#launch",
      "@channel",
    ]);
    expect(chips("ask @j.r. and @j.r..")).toEqual(["@j.r.", "@j.r."]);
    expect(chips("me@maya x@maya /@maya @@maya @ma\u00fcya")).toEqual([]);
    expect(chips("so :party: and :smile:party:")).toEqual([":party:", ":party:"]);
  });

  it("lose no letter of the text around them", () => {
    const text = "a @maya:party::party b :party:@maya.";
    const pieces = piecesOf(text, { mentions, emoji: new Map([["party", "/party.png"]]) });
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  });

  it("are no chips in code and in links", () => {
    const draw = (text: string) => render(<Markdown text={text} workspaceId="w1" mentions={mentions} />, { wrapper });
    expect(draw("`@maya` and\n```\n@maya\n```").container.querySelectorAll(".bg-accent-soft")).toHaveLength(0);
    expect(draw("[@maya](https://example.com)").container.querySelectorAll("a button")).toHaveLength(0);
    expect(draw("**@maya**").container.querySelector("strong .bg-accent-soft")?.textContent).toBe("@maya");
  });

  it("may be thousands, of which the first are drawn", () => {
    const text = "@maya ".repeat(2000).trim();
    const pieces = piecesOf(text, { mentions, emoji: new Map() });
    expect(pieces.filter(({ kind }) => kind === "mention")).toHaveLength(200);
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  });
});

const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
);
