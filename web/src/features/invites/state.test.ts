import { expect, test } from "vitest";
import type { Invite } from "@/api/types";
import { stateOf } from "./state";

const now = Date.parse("2026-01-02T00:00:00Z");
const invite = { revokedAt: null, expiresAt: "2026-01-03T00:00:00Z", maxUses: 0, uses: 12 } as Invite;
const early = "2026-01-01T00:00:00Z";

test.each([
  ["without a limit", {}, "open"],
  ["with a use left", { maxUses: 13 }, "open"],
  ["used up", { maxUses: 12 }, "used"],
  ["used up and expired", { maxUses: 12, expiresAt: early }, "used"],
  ["revoked", { revokedAt: early }, "revoked"],
  ["revoked and expired", { revokedAt: early, expiresAt: early }, "revoked"],
  ["expired", { expiresAt: early }, "expired"],
])("an invitation %s is %s", (_, change, state) => {
  expect(stateOf({ ...invite, ...change }, now)).toBe(state);
});
