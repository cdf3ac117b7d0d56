import { expect, test } from "vitest";
import { ago } from "./ago";

const now = Date.parse("2026-01-10T12:00:00Z");

test.each([
  ["2026-01-10T11:59:50Z", "10 seconds ago"],
  ["2026-01-10T11:57:00Z", "3 minutes ago"],
  ["2026-01-10T02:00:00Z", "10 hours ago"],
  ["2026-01-09T11:00:00Z", "yesterday"],
  ["2026-01-10T12:00:05Z", "now"],
])("%s is %s", (time, text) => {
  expect(ago(time, now, "en")).toBe(text);
});
