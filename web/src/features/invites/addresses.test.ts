import { expect, test } from "vitest";
import { addressesIn, isAddress } from "./addresses";

test.each([
  ["ines@example.org", ["ines@example.org"]],
  ["ines@example.org, jun@example.org", ["ines@example.org", "jun@example.org"]],
  [
    "ines@example.org\n\njun@example.org;ravi@example.org ",
    ["ines@example.org", "jun@example.org", "ravi@example.org"],
  ],
  ["<ines@example.org>", ["ines@example.org"]],
  ["ines@example.org INES@example.org", ["ines@example.org"]],
  ["not-one, ines@example.org", ["not-one", "ines@example.org"]],
  [" ,; \n", []],
])("%j holds %j", (text, addresses) => {
  expect(addressesIn(text)).toEqual(addresses);
});

test.each([
  ["ines@example.org", true],
  ["ines@example", false],
  ["@example.org", false],
  ["ines", false],
])("%s as an address: %s", (text, valid) => {
  expect(isAddress(text)).toBe(valid);
});
