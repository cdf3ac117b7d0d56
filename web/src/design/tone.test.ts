import { expect, test } from "vitest";
import { initialsOf, toneOf } from "./tone";

test("the tone of an id is always the same and one of seven", () => {
  const tones = Array.from({ length: 200 }, (_, i) => toneOf(`0197a000-0000-7000-8000-${i}`));
  expect(toneOf("0197a000-0000-7000-8000-0")).toBe(tones[0]);
  expect(new Set(tones).size).toBe(7);
  expect(tones.every((tone) => /^var\(--tone-[1-7]\)$/.test(tone))).toBe(true);
});

test.each([
  ["Maya Lindqvist", "ML"],
  ["Jean-Luc de la Tour", "JT"],
  ["harbour-works", "HW"],
  ["Åsa", "Å"],
  ["👩‍🚀 Space", "👩S"],
  ["", "?"],
])("the initials of %j are %j", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test("a small avatar has room for one letter", () => {
  expect(initialsOf("Maya Lindqvist", 1)).toBe("M");
});
