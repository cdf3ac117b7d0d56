import { render } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Markdown } from "./Markdown";
import { isEmojiOnly, isWall } from "./parse";

const show = (text: string) => render(<Markdown text={text} />).container;
const html = (text: string) => show(text).innerHTML;

/** Ways to smuggle something that runs, loads or reaches out past a renderer. */
const attacks = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)>",
  "<iframe src=javascript:alert(1)></iframe>",
  "<a href='javascript:alert(1)'>x</a>",
  "<style>*{display:none}</style>",
  "<details open ontoggle=alert(1)>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
  "<!--><img src=x onerror=alert(1)>-->",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](  javascript:alert(1))",
  "[x](java\tscript:alert(1))",
  "[x](&#106;avascript:alert(1))",
  "[x](javascript&colon;alert(1))",
  "[x](vbscript:msgbox(1))",
  "[x](data:text/html,<script>alert(1)</script>)",
  "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
  "[x](blob:https://example.com/1)",
  "[x](file:///etc/passwd)",
  "[x](//example.com)",
  "[x](/logout)",
  "<javascript:alert(1)>",
  "![x](javascript:alert(1))",
  "![x](https://tracker.example/pixel.png)",
  "![x][r]\n\n[r]: javascript:alert(1)",
  "[x][r]\n\n[r]: javascript:alert(1)",
  "[<img src=x onerror=alert(1)>](https://example.com)",
  "`<script>alert(1)</script>`",
  "```html\n<script>alert(1)</script>\n```",
  "| <img src=x onerror=alert(1)> |\n| --- |\n| <script>alert(1)</script> |",
  '[x](https://example.com "onmouseover=alert(1)")',
  '[x](https://example.com/" onmouseover="alert(1))',
];

describe("what must never happen", () => {
  it.each(attacks)("is not caused by %s", (attack) => {
    const page = show(attack);
    expect(
      page.querySelectorAll("script, img, svg:not(.lucide), iframe, style, object, embed, form, input, math, details"),
    ).toHaveLength(0);
    for (const element of page.querySelectorAll("*")) {
      for (const { name } of element.attributes) expect(name).not.toMatch(/^on/);
    }
    for (const link of page.querySelectorAll("a")) {
      expect(link.href).toMatch(/^(https?:|mailto:)/);
      expect(link.target).toBe("_blank");
      expect(link.rel).toBe("noopener noreferrer");
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
    expect(show("| a |\n| - |\n| b |").querySelectorAll("td")).toHaveLength(2);
    expect(show("- [x] done\n- [ ] open").textContent).toBe("☑done☐open");
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
