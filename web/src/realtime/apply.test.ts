import { describe, expect, it } from "vitest";
import type { Message } from "@/api/types";
import {
  authorOf,
  channelId,
  channelOf,
  membershipOf,
  messageOf,
  pageOf,
  unreadOf,
  workspaceId,
} from "@/test/factories";
import { forSeeds } from "@/test/random";
import { apply, applyMemberships, applyUnread, findChannel, type State } from "./apply";
import type { RealtimeEvent } from "./events";
import { isInexact } from "./tally";
import { addPage, emptyWindow } from "./window";

const base: State = {
  me: "maya",
  memberships: [membershipOf(channelOf({ lastMessageNo: 50, lastReadMessageNo: 40, unreadCount: 7 }))],
  tallies: {},
  windows: { [channelId]: addPage(emptyWindow(), pageOf(50, 1, 50), {}) },
  threads: {},
  people: {},
};
const created = (payload: Message): RealtimeEvent => ({ type: "message:created", payload });
const read = (lastReadMessageNo: number, userId = "maya", revision = lastReadMessageNo): RealtimeEvent => ({
  type: "read-receipt:updated",
  payload: { channelId, userId, lastReadMessageNo, lastReadAt: null, revision },
});
const run = (state: State, events: readonly RealtimeEvent[]) => events.reduce((s, e) => apply(s, e).state, state);
const channelIn = (state: State) => findChannel(state.memberships, channelId);

describe("apply", () => {
  it("gives one state for any order and repetition of messages and receipts", () => {
    forSeeds(300, (random) => {
      const by = () => authorOf(random.pick(["maya", "tomas", "ines"]));
      const events = Array.from({ length: 1 + random.below(20) }, (_, i) =>
        created(messageOf(51 + i, { author: by() })),
      );
      if (random.chance(0.5)) events.push(read(50 + random.below(events.length + 1)));
      const again = events.filter(() => random.chance(0.3));
      expect(run(base, random.shuffled([...events, ...again]))).toEqual(run(base, events));
    });
  });

  it("counts unread as the server does", () => {
    forSeeds(300, (random) => {
      const messages = Array.from({ length: random.below(20) }, (_, i) =>
        messageOf(51 + i, { author: authorOf(random.pick(["maya", "tomas"])) }),
      );
      const readNo = random.chance(0.5) ? 50 + random.below(messages.length + 1) : 40;
      const channel = channelIn(run(base, [...messages.map(created), read(readNo)]));
      const point = Math.max(readNo, ...messages.filter((m) => m.author.id === "maya").map((m) => m.messageNo));
      const unread = messages.filter((m) => m.author.id !== "maya" && m.messageNo > point).length;
      expect(channel?.unreadCount).toBe(point >= 50 ? unread : unread + 7);
      expect(channel?.lastReadMessageNo).toBe(point);
    });
  });

  it("never moves the read point backward, nor by the receipts of others", () => {
    expect(run(base, [read(50), read(45)])).toEqual(run(base, [read(50)]));
    expect(run(base, [read(50, "tomas")])).toBe(base);
  });

  it("keeps what was heard while the memberships were on their way", () => {
    const fetched = base.memberships;
    const heard = run(base, [created(messageOf(51)), created(messageOf(52))]);
    expect(channelIn(applyMemberships(heard, fetched))).toEqual(channelIn(heard));
  });

  it("counts a message once that both an event and a later answer tell of", () => {
    const heard = run(base, [created(messageOf(51))]);
    const fetched = [membershipOf(channelOf({ lastMessageNo: 51, lastReadMessageNo: 40, unreadCount: 8 }))];
    expect(channelIn(applyMemberships(heard, fetched))?.unreadCount).toBe(8);
  });

  it("sees that a message was missed, and is exact again with the server's count", () => {
    const holed = run(base, [created(messageOf(53))]);
    const tallyIn = (state: State) => state.tallies[channelId] as NonNullable<State["tallies"][string]>;
    expect(isInexact(tallyIn(holed))).toBe(true);
    const counted = applyUnread(holed, [unreadOf({ unreadCount: 9, lastMessageNo: 53, lastReadMessageNo: 40 })]);
    expect(channelIn(counted)?.unreadCount).toBe(9);
    expect(isInexact(tallyIn(counted))).toBe(false);
  });

  it("finds the hole in a window from the server's last number alone", () => {
    const fetched = [membershipOf(channelOf({ lastMessageNo: 60 }))];
    expect(applyMemberships(base, fetched).windows[channelId]).toMatchObject({ to: 50, head: 60, live: true });
  });

  it("asks for what may have been missed, in one channel or everywhere", () => {
    const resync = (missed: { channelId?: string }) => apply(base, { type: "resync", payload: missed });
    expect(resync({ channelId })).toEqual({
      state: base,
      effects: [{ kind: "fetch-channel", workspaceId, channelId }],
    });
    expect(resync({}).effects).toEqual([{ kind: "fetch-memberships", gather: true }]);
    expect(resync({ channelId: "unknown" }).effects).toEqual([{ kind: "fetch-memberships", gather: true }]);
  });

  it("takes no older facts of a channel for newer ones", () => {
    const { role: _r, unreadCount: _u, lastReadMessageNo: _l, ...shared } = channelOf({ topic: "new" });
    const updated = (topic: string, updatedAt: string): RealtimeEvent => ({
      type: "channel:updated",
      payload: { ...shared, topic, updatedAt },
    });
    const late = updated("late", "2026-11-03T00:00:00Z");
    const early = updated("early", "2026-11-02T00:00:00Z");
    expect(channelIn(run(base, [late, early]))?.topic).toBe("late");
    expect(channelIn(run(base, [early, late]))?.topic).toBe("late");
    expect(channelIn(run(base, [late]))).toMatchObject({ unreadCount: 7, lastMessageNo: 50, role: "member" });
  });

  it("asks for a channel it is told of but does not know, and for one it has joined", () => {
    const stranger = messageOf(1, { channelId: "other" });
    expect(apply(base, created(stranger)).effects).toEqual([
      { kind: "fetch-channel", workspaceId, channelId: "other" },
    ]);
    const joined = { workspaceId, channelId: "other", userId: "maya", role: "member", user: authorOf("maya") };
    expect(apply(base, { type: "member:joined", payload: joined }).effects).toContainEqual({
      kind: "fetch-channel",
      workspaceId,
      channelId: "other",
    });
  });

  it("forgets a channel that I have left, and everything held of it", () => {
    const left = { workspaceId, channelId, userId: "maya", role: "", user: authorOf("maya") };
    const state = apply(base, { type: "member:left", payload: left }).state;
    expect(channelIn(state)).toBeUndefined();
    expect(state.windows).toEqual({});
    expect(apply(state, { type: "member:left", payload: left }).state.memberships).toEqual(state.memberships);
  });

  it("forgets a channel or a workspace that was deleted, and says which", () => {
    const channelGone = apply(base, { type: "channel:deleted", payload: { workspaceId, channelId } });
    expect(channelIn(channelGone.state)).toBeUndefined();
    expect(channelGone.state.windows).toEqual({});
    expect(channelGone.effects).toEqual([{ kind: "say-gone", id: channelId, title: "launch", why: "deleted" }]);
    expect(apply(channelGone.state, { type: "channel:deleted", payload: { workspaceId, channelId } }).effects).toEqual(
      [],
    );

    const allGone = apply(base, { type: "workspace:deleted", payload: { workspaceId } });
    expect(allGone.state).toMatchObject({ memberships: [], tallies: {}, windows: {} });
    expect(allGone.effects).toEqual([{ kind: "say-gone", id: workspaceId, title: "Harbour Works", why: "deleted" }]);
  });

  it("gives me a new role at once, and asks the server which one is the last", () => {
    const updated = (role: string, userId = "maya", inChannel = false): RealtimeEvent => ({
      type: "member:updated",
      payload: { workspaceId, userId, role, user: authorOf(userId), ...(inChannel && { channelId }) },
    });
    const admin = apply(base, updated("admin"));
    expect(admin.state.memberships[0]?.role).toBe("admin");
    expect(admin.effects).toContainEqual({ kind: "fetch-workspace", workspaceId });
    const viewer = apply(base, updated("viewer", "maya", true));
    expect(channelIn(viewer.state)?.role).toBe("viewer");
    expect(viewer.state.memberships[0]?.role).toBe("member");
    expect(viewer.effects).toContainEqual({ kind: "fetch-channel", workspaceId, channelId });
    expect(apply(base, updated("admin", "tomas")).state.memberships[0]?.role).toBe("member");
  });

  it("calls people in conversations by their new names, whatever comes between", () => {
    const direct = channelOf({ id: "direct", type: "direct", members: [authorOf("maya"), authorOf("tomas")] });
    const start = { ...base, memberships: [membershipOf(channelOf(), direct)] };
    const renamed = { ...authorOf("tomas"), displayName: "Tomas B" };
    const events: RealtimeEvent[] = [
      { type: "member:updated", payload: { workspaceId, userId: "tomas", role: "member", user: renamed } },
      created(messageOf(51)),
      read(51),
    ];
    forSeeds(50, (random) => {
      const state = run(start, random.shuffled([...events, ...events]));
      expect(findChannel(state.memberships, "direct")?.members?.[1]).toEqual(renamed);
    });
  });

  it("ends in one state in whatever order a channel is changed, deleted and spoken of", () => {
    const { role: _r, unreadCount: _u, lastReadMessageNo: _l, ...shared } = channelOf({ topic: "new" });
    const events: RealtimeEvent[] = [
      { type: "channel:deleted", payload: { workspaceId, channelId } },
      { type: "channel:updated", payload: shared },
      {
        type: "member:updated",
        payload: { workspaceId, channelId, userId: "maya", role: "admin", user: authorOf("maya") },
      },
      created(messageOf(51)),
      read(51),
    ];
    forSeeds(50, (random) => expect(run(base, random.shuffled(events))).toEqual(run(base, events)));
  });
});
