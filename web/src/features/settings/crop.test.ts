import { expect, test } from "vitest";
import { forSeeds } from "@/test/random";
import { centred, mostZoom, seenSquare, shownSize, within } from "./crop";

const edge = 240;
const wide = { width: 800, height: 400 };

test("at first the middle of the picture fills the frame", () => {
  expect(shownSize(wide, 1, edge)).toEqual({ width: 480, height: 240 });
  expect(seenSquare(wide, centred, edge)).toEqual({ left: 200, top: 0, size: 400 });
});

test("dragging the picture to the right shows more of its left side, up to its edge", () => {
  const right = within(wide, { x: 1000, y: 50, zoom: 1 }, edge);
  expect(right).toEqual({ x: 120, y: 0, zoom: 1 });
  expect(seenSquare(wide, right, edge)).toEqual({ left: 0, top: 0, size: 400 });
});

test("zoomed in, less of it is seen", () => {
  expect(seenSquare(wide, { ...centred, zoom: 2 }, edge)).toEqual({ left: 300, top: 100, size: 200 });
});

test("whatever one does, what is seen lies within the picture", () => {
  forSeeds(500, (random) => {
    const picture = { width: 1 + random.below(5000), height: 1 + random.below(5000) };
    const wild = { x: random.below(4000) - 2000, y: random.below(4000) - 2000, zoom: random.below(60) / 10 };
    const framing = within(picture, wild, edge);
    const { left, top, size } = seenSquare(picture, framing, edge);
    expect(framing.zoom).toBeLessThanOrEqual(mostZoom);
    expect(Math.min(left, top)).toBeGreaterThanOrEqual(-1e-6);
    expect(left + size).toBeLessThanOrEqual(picture.width + 1e-6);
    expect(top + size).toBeLessThanOrEqual(picture.height + 1e-6);
  });
});
