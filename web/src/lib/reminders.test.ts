import { expect, test } from "vitest";
import { reminderAt } from "./reminders";

const wednesday = new Date(2026, 10, 18, 16, 20);

test("a reminder in hours counts from now, one of a morning is at nine", () => {
  expect(reminderAt("hour", wednesday)).toEqual(new Date(2026, 10, 18, 17, 20));
  expect(reminderAt("later", wednesday)).toEqual(new Date(2026, 10, 18, 19, 20));
  expect(reminderAt("tomorrow", wednesday)).toEqual(new Date(2026, 10, 19, 9));
});

test.each([
  ["a Wednesday", wednesday, 23],
  ["a Sunday", new Date(2026, 10, 22, 12), 23],
  ["a Monday", new Date(2026, 10, 23, 8), 30],
])("next Monday of %s is the one after it", (_, now, day) => {
  expect(reminderAt("week", now)).toEqual(new Date(2026, 10, day, 9));
});
