import { describe, expect, it } from "vitest";
import type { Status } from "@/api/types";
import { authorOf, channelId, channelOf, membershipOf, pageOf, pendingOf, workspaceId } from "@/test/factories";
import { forSeeds } from "@/test/random";
import { apply } from "./apply";
import { findChannel } from "./apply-memberships";
import type { RealtimeEvent } from "./events";
import { currentStatus } from "./people";
import type { State } from "./state";
import { addPage, emptyWindow } from "./window";

const members = [authorOf("maya"), authorOf("tomas")];
const base: State = {
  me: "maya",
  memberships: [membershipOf(channelOf({ type: "direct", members }), channelOf({ id: "other" }))],
  tallies: {},
  windows: {
    [channelId]: { ...addPage(emptyWindow(), pageOf(50, 1, 50), {}), pending: [pendingOf("a")] },
    other: emptyWindow(),
  },
  threads: {},
  people: {},
};
const away: Status = { emoji: "🌴", text: "On holiday", expiresAt: null };
const present = (userId: string, status: Status | null): RealtimeEvent => ({
  type: "presence:changed",
  payload: { userId, presence: status ? "away" : "active", status },
});
const named = (displayName: string, userId = "tomas"): RealtimeEvent => ({
  type: "member:updated",
  payload: { workspaceId, userId, role: "member", user: { ...authorOf(userId), displayName, avatarUrl: "/avatars/x" } },
});
const run = (state: State, ...events: RealtimeEvent[]) => events.reduce((s, e) => apply(s, e).state, state);

describe("a new name or picture", () => {
  it("is shown in conversations, in what they wrote, and in what is on its way", () => {
    const state = run(base, named("Tomas Berg"), named("Maya Lindqvist", "maya"));
    const names = findChannel(state.memberships, channelId)?.members?.map((m) => m.displayName);
    expect(names).toEqual(["Maya Lindqvist", "Tomas Berg"]);
    const window = state.windows[channelId];
    expect(new Set(window?.items.map((m) => m.author.displayName))).toEqual(new Set(["Tomas Berg"]));
    expect(window?.pending[0]?.author.avatarUrl).toBe("/avatars/x");
  });

  it("leaves what it does not touch as the same object", () => {
    const state = run(base, named("Tomas Berg"));
    expect(state.windows.other).toBe(base.windows.other);
    expect(state.memberships[0]?.channels[1]).toBe(base.memberships[0]?.channels[1]);
    expect(run(base, named("Ines Okafor", "ines"))).toBe(base);
    expect(run(state, named("Tomas Berg"))).toBe(state);
  });
});

describe("presence", () => {
  it("is the last that was told, for each person apart from the others", () => {
    forSeeds(100, (random) => {
      const events = Array.from({ length: 12 }, () =>
        present(random.pick(["tomas", "ines"]), random.chance(0.5) ? away : null),
      );
      const state = run(base, ...events);
      for (const id of ["tomas", "ines"]) {
        const last = events.findLast((e) => e.type === "presence:changed" && e.payload.userId === id);
        const status = last?.type === "presence:changed" ? last.payload.status : undefined;
        expect(state.people[id]?.status).toEqual(status);
      }
    });
  });
});

it("a status ends at its time", () => {
  const expiresAt = "2026-11-18T12:00:00Z";
  expect(currentStatus({ ...away, expiresAt }, Date.parse(expiresAt) - 1)).not.toBeNull();
  expect(currentStatus({ ...away, expiresAt }, Date.parse(expiresAt))).toBeNull();
  expect(currentStatus(away)).toBe(away);
});
