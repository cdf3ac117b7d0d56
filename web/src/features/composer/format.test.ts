import { describe, expect, it } from "vitest";
import { type Format, format } from "./format";
import { charactersOver, longest } from "./limit";

/** A text with its selection between square brackets. */
function apply(marked: string, as: Format): string {
  const start = marked.indexOf("[");
  const end = marked.indexOf("]") - 1;
  const next = format({ text: marked.replace("[", "").replace("]", ""), start, end }, as);
  return `${next.text.slice(0, next.start)}[${next.text.slice(next.start, next.end)}]${next.text.slice(next.end)}`;
}

describe("format", () => {
  it("puts marks around the selection, and takes them off again", () => {
    expect(apply("say [it] loud", "bold")).toBe("say **[it]** loud");
    expect(apply("say **[it]** loud", "bold")).toBe("say [it] loud");
    expect(apply("[]", "italic")).toBe("_[]_");
    expect(apply("run [make]", "code")).toBe("run `[make]`");
    expect(apply("[old]", "strike")).toBe("~~[old]~~");
  });

  it("works on whole lines for quotes and lists", () => {
    expect(apply("one\nt[w]o\nthree", "quote")).toBe("one\n> two[]\nthree");
    expect(apply("o[ne\nt]wo", "list")).toBe("- one\n- two[]");
    expect(apply("- o[ne\n- t]wo", "list")).toBe("one\ntwo[]");
  });

  it("fences a code block on lines of its own", () => {
    expect(apply("see [x = 1] here", "codeBlock")).toBe("see \n```\n[x = 1]\n```\n here");
    expect(apply("[]", "codeBlock")).toBe("```\n[]\n```");
  });
});

describe("the limit", () => {
  it("counts characters as the server does: trimmed, an emoji as one", () => {
    expect(charactersOver("x".repeat(longest))).toBe(0);
    expect(charactersOver(` ${"x".repeat(longest)} `)).toBe(0);
    expect(charactersOver("x".repeat(longest + 3))).toBe(3);
    expect(charactersOver("👍".repeat(longest))).toBe(0);
  });
});
