import { expect, test } from "vitest";
import { placeTip } from "./place";

const page = { width: 1000, height: 600 };
const tip = { width: 100, height: 40 };

test("a tooltip stands in the middle of the side that is wanted", () => {
  const anchor = { left: 500, top: 300, width: 32, height: 32 };
  expect(placeTip(anchor, tip, page, "bottom")).toEqual({ left: 466, top: 332 });
  expect(placeTip(anchor, tip, page, "top")).toEqual({ left: 466, top: 260 });
  expect(placeTip(anchor, tip, page, "right")).toEqual({ left: 532, top: 296 });
  expect(placeTip(anchor, tip, page, "left")).toEqual({ left: 400, top: 296 });
});

test("a tooltip without room goes to the other side, and never out of the page", () => {
  expect(placeTip({ left: 500, top: 580, width: 32, height: 20 }, tip, page, "bottom").top).toBe(540);
  expect(placeTip({ left: 980, top: 300, width: 20, height: 20 }, tip, page, "bottom").left).toBe(892);
  expect(placeTip({ left: 0, top: 300, width: 20, height: 20 }, tip, page, "bottom").left).toBe(8);
});
