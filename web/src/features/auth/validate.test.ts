import { expect, test } from "vitest";
import { safeNext } from "./next";
import { signInFaults, signUpFaults } from "./validate";

const good = { displayName: "Maya", email: "maya@harbour.works", username: "maya", password: "lighthouse" };

test("a complete form has no faults", () => {
  expect(signUpFaults(good)).toEqual({});
  expect(signInFaults({ identifier: "maya", password: "x" })).toEqual({});
});

test.each([
  ["displayName", "  "],
  ["email", "maya"],
  ["username", "m"],
  ["username", "maya lindqvist"],
  ["password", "short"],
  ["password", "x".repeat(129)],
] as const)("a bad %s is named: %j", (field, value) => {
  expect(Object.keys(signUpFaults({ ...good, [field]: value }))).toEqual([field]);
});

test("a password of eight characters is enough, counted as people count", () => {
  expect(signUpFaults({ ...good, password: "🔑".repeat(8) })).toEqual({});
  expect(signUpFaults({ ...good, password: "🔑".repeat(7) })).toHaveProperty("password");
});

test.each([
  ["/invite/abc", "/invite/abc"],
  ["https://elsewhere.example", undefined],
  ["//elsewhere.example", undefined],
  ["/\\elsewhere.example", undefined],
  [7, undefined],
])("after signing in, %j leads to %j", (next, path) => {
  expect(safeNext(next)).toBe(path);
});
