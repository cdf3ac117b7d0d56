import { expect, test } from "vitest";
import { agree, takeConsent } from "./consent";

test("consent holds for one invitation, once", () => {
  expect(takeConsent("a")).toBe(false);
  agree("a");
  expect(takeConsent("a")).toBe(true);
  expect(takeConsent("a")).toBe(false);
  agree("a");
  expect(takeConsent("b")).toBe(false);
});
