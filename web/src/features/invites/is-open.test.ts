import { expect, test } from "vitest";
import type { Invite } from "@/api/types";
import { isOpen } from "./is-open";

const now = Date.parse("2026-01-02T00:00:00Z");
const invite = { revokedAt: null, expiresAt: "2026-01-03T00:00:00Z", maxUses: 0, uses: 12 } as Invite;

test.each([
  ["without a limit", {}, true],
  ["with a use left", { maxUses: 13 }, true],
  ["used up", { maxUses: 12 }, false],
  ["revoked", { revokedAt: "2026-01-01T00:00:00Z" }, false],
  ["expired", { expiresAt: "2026-01-01T23:59:59Z" }, false],
])("an invitation %s", (_, change, open) => {
  expect(isOpen({ ...invite, ...change }, now)).toBe(open);
});
