import { expect, test } from "vitest";
import { passwordFault, strengthOf } from "./password";

test.each([
  ["seven77", 0],
  ["Password1", 1],
  ["aaaaaaaaaaaaaaaa", 1],
  ["1234567890", 1],
  ["abcdefghijkl", 1],
  ["lighthouse", 2],
  ["lighthouse-17", 4],
  ["by the harbour", 4],
  ["🔑🚢⚓🌊🦭🌙🧭🪝", 2],
] as const)("%s has strength %i", (password, strength) => {
  expect(strengthOf(password)).toBe(strength);
});

test("a longer password is never weaker", () => {
  const text = "winter berths, from November";
  const strengths = Array.from(text, (_, i) => strengthOf(text.slice(0, i + 1)));
  expect(strengths).toEqual(strengths.toSorted());
});

test("the length is counted as people count", () => {
  expect(passwordFault("🔑".repeat(8))).toBeUndefined();
  expect(passwordFault("🔑".repeat(7))).toBeDefined();
  expect(passwordFault("x".repeat(129))).toBeDefined();
});
