import "@/lib/i18n/en/later/profile";
import { describe, expect, it } from "vitest";
import { apartText } from "./local-time";

const summer = new Date("2026-07-01T12:00:00Z");

describe("the distance of two clocks", () => {
  it.each([
    ["America/New_York", "Europe/Stockholm", "6 h behind you"],
    ["Asia/Kolkata", "Europe/London", "4.5 h ahead of you"],
    ["Asia/Kathmandu", "UTC", "5.75 h ahead of you"],
    ["Europe/Berlin", "Europe/Stockholm", ""],
    ["Mars/Olympus", "UTC", ""],
  ])("%s seen from %s: %s", (theirs, mine, text) => expect(apartText(theirs, summer, mine)).toBe(text));
});
