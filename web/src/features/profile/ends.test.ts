import { expect, test } from "vitest";
import { endOf, localInput } from "./ends";

const local = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute);
const wednesday = local(18, 21, 40);

test.each([
  ["30m", local(18, 22, 10)],
  ["1h", local(18, 22, 40)],
  ["today", local(19, 0)],
  ["week", local(23, 0)],
] as const)("%s ends at %s", (duration, end) => {
  expect(endOf(duration, wednesday)).toBe(end.toISOString());
});

test("the week ends with Sunday, also for who says so on Sunday or Monday", () => {
  expect(endOf("week", local(22, 12))).toBe(local(23, 0).toISOString());
  expect(endOf("week", local(23, 0))).toBe(local(30, 0).toISOString());
});

test("what does not end has no time", () => {
  expect(endOf("never", wednesday)).toBeNull();
});

test("a field for date and time gets local time", () => {
  expect(localInput(local(8, 9, 5))).toBe("2026-11-08T09:05");
});
