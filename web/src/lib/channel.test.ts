import { describe, expect, test } from "vitest";
import type { Author, Channel } from "@/api/types";
import { channelTitle, isName, slugOf, slugWhileTyping } from "./channel";

const person = (id: string, displayName: string): Author => ({ id, username: id, displayName, avatarUrl: null });
const maya = person("maya", "Maya Lindqvist");
const ines = person("ines", "Ines Okafor");
const jun = person("jun", "Jun Watanabe");

const channel = (given: Partial<Channel>) => ({ type: "public", name: "launch", displayName: "", ...given }) as Channel;

describe("channelTitle", () => {
  test.each([
    ["a channel by its name", channel({}), "launch"],
    ["a channel by its display name", channel({ displayName: "Launch!" }), "Launch!"],
    ["two people by the other one", channel({ type: "direct", members: [maya, ines] }), "Ines Okafor"],
    ["a group by first names", channel({ type: "direct", members: [maya, ines, jun] }), "Ines, Jun"],
    ["oneself", channel({ type: "direct", members: [maya] }), "Maya Lindqvist (you)"],
  ])("names %s", (_, given, title) => {
    expect(channelTitle(given, "maya")).toBe(title);
  });
});

describe("slugOf", () => {
  test.each([
    ["Harbour Works!", "harbour-works"],
    ["  Ärende & Öppet  ", "arende-oppet"],
    ["v2.0_final", "v2.0_final"],
    ["--x--", "x"],
    ["日本", ""],
    ["a".repeat(80), "a".repeat(50)],
  ])("%j becomes %j", (text, slug) => {
    expect(slugOf(text)).toBe(slug);
  });

  test("while typing, a separator may stand at the end", () => {
    expect(slugWhileTyping("Harbour ")).toBe("harbour-");
    expect(slugWhileTyping("v2.")).toBe("v2.");
    expect(slugWhileTyping(" ")).toBe("");
  });

  test("its results are names, unless too short", () => {
    expect(isName(slugOf("Harbour Works!"))).toBe(true);
    expect(isName(slugOf("日本"))).toBe(false);
    expect(isName("a")).toBe(false);
  });
});
