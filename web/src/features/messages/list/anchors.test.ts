import { expect, it } from "vitest";
import { placementOf } from "./anchors";

const rows = Array.from({ length: 10 }, (_, i) => ({ key: `k${i}` }));

it("opens at the end, unless something calls", () => {
  expect(placementOf({ kind: "end" }, rows)).toEqual({ index: 9, align: "end", offset: 6 });
});

it("shows two read messages above the first unread one", () => {
  expect(placementOf({ kind: "unread", key: "k5" }, rows)).toEqual({ index: 3, align: "start" });
  expect(placementOf({ kind: "unread", key: "k1" }, rows)).toEqual({ index: 0, align: "start" });
});

it("puts a linked message in the middle", () => {
  expect(placementOf({ kind: "message", key: "k4" }, rows)).toEqual({ index: 4, align: "center" });
});

it("returns to the place of the reader, and to the end when that is gone", () => {
  expect(placementOf({ kind: "place", key: "k4", offset: 12 }, rows)).toEqual({ index: 4, align: "start", offset: 12 });
  expect(placementOf({ kind: "place", key: "gone", offset: 12 }, rows)).toEqual({ index: 9, align: "end", offset: 6 });
});
