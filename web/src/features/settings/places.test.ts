import { expect, test } from "vitest";
import { matching } from "@/design/ui/Combobox";
import { localeOptions, offsetOf, zoneOptions } from "./places";

test("a time zone is found by any part of its name", () => {
  const found = (query: string) => matching(zoneOptions(""), query).map(({ value }) => value);
  expect(found("stockholm")).toEqual(["Europe/Stockholm"]);
  expect(found("new york")).toEqual(["America/New_York"]);
  expect(found("america/new_york")).toEqual([]);
  expect(found("europe stock")).toEqual(["Europe/Stockholm"]);
});

test("a chosen time zone that the browser does not know stays in the list", () => {
  expect(zoneOptions("Mars/Olympus")[0]?.value).toBe("Mars/Olympus");
});

test("a time zone tells how far it is ahead", () => {
  expect(offsetOf("Asia/Tokyo")).toBe("GMT+9");
  expect(offsetOf("Mars/Olympus")).toBe("");
});

test("a language is named in itself, each once, the chosen one first", () => {
  const options = localeOptions("sv", ["en-GB", "sv"]);
  expect(options[0]).toEqual({ value: "sv", label: "Svenska" });
  expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
});
