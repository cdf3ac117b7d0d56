import { afterEach, describe, expect, it } from "vitest";
import { dayKeyOf, dayLabelOf, fullTimeOf, setClock, shortTimeOf, timeIn, timeOf } from "./time";

const at = (day: number, hour = 9, minute = 2, year = 2026) => new Date(year, 10, day, hour, minute).toISOString();
const now = new Date(2026, 10, 19, 0, 5);

describe("day labels", () => {
  it("say today and yesterday by the calendar, not by hours", () => {
    expect(dayLabelOf(at(19, 0, 1), now, "en-GB")).toBe("Today");
    expect(dayLabelOf(at(18, 23, 59), now, "en-GB")).toBe("Yesterday");
    expect(dayLabelOf(at(18, 0, 0), now, "en-GB")).toBe("Yesterday");
  });

  it("else say weekday and date as the locale writes them", () => {
    expect(dayLabelOf(at(17), now, "en-GB")).toBe("Tuesday 17 November");
    expect(dayLabelOf(at(17), now, "en-US")).toBe("Tuesday, November 17");
    expect(dayLabelOf(at(17), now, "sv")).toBe("Tisdag 17 november");
  });

  it("name another year", () => {
    expect(dayLabelOf(at(18, 9, 2, 2025), now, "en-US")).toBe("Tuesday, November 18, 2025");
  });
});

describe("times", () => {
  it("follow the clock of the locale", () => {
    expect(timeOf(at(18, 21), "sv")).toBe("21:02");
    expect(timeOf(at(18, 21), "en-US").replace(/\s/g, " ")).toBe("9:02 PM");
  });

  it("leave out the part of the day where there is no room", () => {
    expect(shortTimeOf(at(18, 21), "en-US")).toBe("9:02");
    expect(shortTimeOf(at(18, 21), "sv")).toBe("21:02");
  });

  it("are told in full on hover", () => {
    expect(fullTimeOf(at(18, 21), "en-GB")).toMatch(/^Wednesday.* 18 November 2026.*21:02:00$/);
  });

  it("fall on the local day", () => {
    expect(dayKeyOf(at(18, 0, 0))).toBe("2026-11-18");
    expect(dayKeyOf(at(18, 23, 59))).toBe("2026-11-18");
  });
});

describe("a chosen clock", () => {
  afterEach(() => setClock("auto"));
  const plain = (text: string) => text.replace(/\s/g, " ");

  it("goes before the one of the locale", () => {
    setClock("24");
    expect(timeOf(at(18, 21), "en-US")).toBe("21:02");
    expect(timeOf(at(18, 0), "en-US")).toBe("00:02");
    setClock("12");
    expect(plain(timeOf(at(18, 21), "sv"))).toMatch(/^9:02 \S+$/);
    expect(plain(fullTimeOf(at(18, 21), "en-US"))).toContain("9:02:00 PM");
  });
});

describe("the time elsewhere", () => {
  const noon = new Date("2026-11-18T12:00:00Z");

  it("is told by the clock there", () => {
    expect(timeIn("Asia/Tokyo", noon, "en-GB")).toBe("Wed 21:00");
  });
  it("is not told for a place nobody knows", () => {
    expect(timeIn("Mars/Olympus", noon, "en-GB")).toBeNull();
  });
});
