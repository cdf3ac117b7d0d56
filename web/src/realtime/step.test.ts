import { expect, test } from "vitest";
import { isInStep, positionOf } from "./step";
import { emptyWindow } from "./window";

const held = { ...emptyWindow(12), from: 1, to: 12, live: true };

test("a window that reaches the last known message is in step", () => {
  expect(isInStep(held)).toBe(true);
});

test("a hole at the end is what is missing", () => {
  expect(positionOf({ ...held, head: 15 })).toMatchObject({ to: 12, head: 15, missing: 3 });
  expect(isInStep({ ...held, head: 15 })).toBe(false);
});

test("further up in the history nothing is missing: what follows is loaded when the reader comes to it", () => {
  expect(isInStep({ ...held, live: false, head: 900 })).toBe(true);
});
