import { expect, test } from "vitest";
import { isMoving } from "./moving";

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === "string" ? [...part].map((c) => c.charCodeAt(0)) : part)));

const head = (flags = 0) => [1, 0, 1, 0, flags, 0, 0];
const colours = new Array(6).fill(0x2c); // each looks as if a frame began
const frame = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x2c, 1, 0];
const frameWithColours = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0x80, ...colours, 2, 2, 0x2c, 1, 0];
const control = [0x21, 0xf9, 4, 0x2c, 0x2c, 0, 0, 0];
const comment = [0x21, 0xfe, 3, 0x2c, 0x2c, 0x2c, 1, 0x2c, 0];
const end = [0x3b];

test.each([
  ["one frame", bytes("GIF89a", head(), frame, end), false],
  [
    "one frame with tables of colours and blocks round it",
    bytes("GIF89a", head(0x80), colours, control, comment, frameWithColours, comment, end),
    false,
  ],
  ["two frames", bytes("GIF89a", head(), control, frame, control, frame, end), true],
  [
    "two frames, each with colours of its own",
    bytes("GIF87a", head(0x80), colours, frameWithColours, frameWithColours, end),
    true,
  ],
  ["a file that ends early", bytes("GIF89a", head(), [0x2c, 0]), false],
])("a GIF of %s", (_, file, moves) => expect(isMoving(file)).toBe(moves));

test("a WebP moves when it says so", () => {
  const webp = (flags: number) => bytes("RIFF", [0, 0, 0, 0], "WEBPVP8X", [10, 0, 0, 0, flags]);
  expect([isMoving(webp(2)), isMoving(webp(0x10)), isMoving(bytes("RIFF", [0, 0, 0, 0], "WEBPVP8 "))]).toEqual([
    true,
    false,
    false,
  ]);
  expect(isMoving(bytes([0x89], "PNG"))).toBe(false);
});
