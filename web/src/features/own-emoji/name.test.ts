import { expect, test } from "vitest";
import { isName, nameOfFile, tidyName } from "./name";

test.each([
  ["Party Parrot.gif", "party_parrot"],
  ["Frédéric.png", "frederic"],
  ["__ship-it__.webp", "ship-it"],
  ["a.b.c.jpg", "a_b_c"],
  ["🎉.png", ""],
])("a file %j suggests %j", (file, name) => expect(nameOfFile(file)).toBe(name));

test("what is typed becomes a name while it is typed", () => {
  expect(tidyName(":Ship It!")).toBe("ship_it");
  expect(tidyName("well-")).toBe("well-");
  expect(tidyName("x".repeat(40))).toHaveLength(32);
});

test("a name has 2 to 32 letters, digits, dashes and underscores", () => {
  expect(["ab", "+1", "a", "ship-it_2", ""].map(isName)).toEqual([true, false, false, true, false]);
});
