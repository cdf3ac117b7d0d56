import { expect, it } from "vitest";
import { forSeeds } from "@/test/random";
import { stage } from "./staging";

const keyed = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ key: String(from + i) }));
const keys = (rows: readonly { key: string }[]) => rows.map((row) => row.key).join(" ");

it("shows a change of one end at once", () => {
  expect(stage(keyed(5, 9), keyed(5, 12))).toMatchObject({ shift: false, isLast: true });
  expect(stage(keyed(5, 9), keyed(5, 7))).toMatchObject({ shift: false, isLast: true });
  expect(stage(keyed(5, 9), keyed(1, 9))).toMatchObject({ shift: true, isLast: true });
  expect(stage(keyed(5, 9), keyed(7, 9))).toMatchObject({ shift: true, isLast: true });
});

it("shows a change of both ends in two steps, the start first", () => {
  const first = stage(keyed(5, 9), keyed(1, 7));
  expect(first).toMatchObject({ shift: true, isLast: false });
  expect(keys(first.rows)).toBe(keys(keyed(1, 9)));
  const second = stage(first.rows, keyed(1, 7));
  expect(second).toMatchObject({ shift: false, isLast: true });
});

it("ends at what was wanted, with each step changing one end only", () => {
  forSeeds(400, (random) => {
    const range = () => {
      const from = 1 + random.below(20);
      return keyed(from, from + random.below(20));
    };
    const next = range();
    let shown: readonly { key: string }[] = range();
    for (let steps = 0; steps < 2; steps++) {
      const staged = stage(shown, next);
      const added = staged.rows.filter((row) => !shown.some(({ key }) => key === row.key));
      const isFarAway = !shown.some(({ key }) => next.some((row) => row.key === key));
      const startMoved = staged.rows[0]?.key !== shown[0]?.key;
      if (!isFarAway) expect(staged.shift).toBe(startMoved);
      if (staged.shift) expect(staged.rows.at(-1)?.key).toBe(shown.at(-1)?.key);
      expect(new Set(staged.rows.map((row) => row.key)).size).toBe(staged.rows.length);
      expect(added.every((row) => next.some(({ key }) => key === row.key))).toBe(true);
      shown = staged.rows;
      if (staged.isLast) break;
    }
    expect(keys(shown)).toBe(keys(next));
  });
});
