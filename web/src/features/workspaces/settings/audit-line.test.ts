import { describe, expect, test } from "vitest";
import type { AuditEntry } from "@/api/types";
import { authorOf } from "@/test/factories";
import { auditDetails, auditLine } from "./audit-line";

const entry = (action: string, name: string, details: Record<string, unknown> = {}): AuditEntry => ({
  id: "1",
  at: "2026-11-18T08:00:00Z",
  actor: { ...authorOf("maya"), displayName: "Maya" },
  action,
  target: { type: "user", id: "tomas", name },
  details,
});

describe("auditLine", () => {
  test.each([
    ["member.role_changed", "Tomas", { from: "member", to: "admin" }, "Maya made Tomas an admin"],
    ["member.removed", "Tomas", {}, "Maya removed Tomas"],
    ["member.left", "Tomas", {}, "Tomas left"],
    ["channel.archived", "launch", {}, "Maya archived #launch"],
    ["channel.renamed", "lunch", { from: "launch" }, "Maya renamed #launch to #lunch"],
    ["invite.created", "", { email: "ines@example.org" }, "Maya invited ines@example.org"],
    ["invite.created", "", {}, "Maya made an invitation link"],
    ["workspace.transferred", "Tomas", {}, "Maya handed the workspace over to Tomas"],
  ])("tells of %s of %j %j", (action, name, details, line) => {
    expect(auditLine(entry(action, name, details))).toBe(line);
  });

  test("tells of what it does not know as it is, also of names that every object has", () => {
    expect(auditLine(entry("bot.token_issued", "Kiosk"))).toBe("Maya: bot token issued (Kiosk)");
    expect(auditLine(entry("toString", ""))).toBe("Maya: toString");
  });

  test("speaks of Echo where nobody did it", () => {
    expect(auditLine({ ...entry("member.left", "Tomas"), action: "channel.deleted", actor: null })).toBe(
      "Echo deleted #Tomas",
    );
  });
});

test("details are named in words, and empty ones left out", () => {
  expect(auditDetails(entry("x", "", { whoCanInvite: "admins", from: "", by: null, uses: 0 }))).toEqual([
    ["Who can invite", "admins"],
    ["Uses", "0"],
  ]);
});
