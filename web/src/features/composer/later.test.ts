import { describe, expect, it } from "vitest";
import { asField, mondayMorning, tomorrowMorning } from "./later";

describe("the times that are offered", () => {
  it("are nine in the morning of tomorrow, also over the end of a month", () => {
    expect(asField(tomorrowMorning(new Date(2026, 0, 31, 23, 59)))).toBe("2026-02-01T09:00");
  });
  it("are nine in the morning of the next Monday, never of today", () => {
    expect(asField(mondayMorning(new Date(2026, 10, 18, 12)))).toBe("2026-11-23T09:00");
    expect(asField(mondayMorning(new Date(2026, 10, 22, 12)))).toBe("2026-11-23T09:00");
    expect(asField(mondayMorning(new Date(2026, 10, 23, 8)))).toBe("2026-11-30T09:00");
  });
});
