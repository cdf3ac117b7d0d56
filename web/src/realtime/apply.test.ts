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
import { forSeeds, type randomOf } from "@/test/random";
import { apply } from "./apply";
import { applyMemberships, applyRead, applyReceipt, applyUnread, findChannel } from "./apply-memberships";
import { changeHeld } from "./apply-messages";
import type { RealtimeEvent } from "./events";
import type { State } from "./state";
import { isInexact, type Tally } from "./tally";
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

/** What happens to the messages of a channel, as the server would tell it: each change with the whole message after it. */
function history(random: ReturnType<typeof randomOf>): RealtimeEvent[] {
  const people = ["maya", "tomas", "ines"];
  const messages = Array.from({ length: 1 + random.below(8) }, (_, i) =>
    messageOf(48 + i, { author: authorOf(random.pick(people)) }),
  );
  const events = messages.filter((m) => m.messageNo > 50).map(created);
  for (let changeNo = 1; changeNo <= random.below(25); changeNo++) {
    const at = random.below(messages.length);
    const before = messages[at] as Message;
    if (before.isDeleted) {
      events.push({ type: "thread:updated", payload: { ...inThread(before), message: { ...before, changeNo } } });
      messages[at] = { ...before, changeNo, replyCount: before.replyCount + 1 };
      continue;
    }
    const [message, event] = changed(before, changeNo, random.pick(people), random);
    messages[at] = message;
    events.push(event);
  }
  return events;
}

const inThread = ({ id: threadRootId }: Message) => ({ workspaceId, channelId, threadRootId });

function changed(
  before: Message,
  changeNo: number,
  userId: string,
  random: ReturnType<typeof randomOf>,
): [Message, RealtimeEvent] {
  const place = { workspaceId, channelId, messageId: before.id, messageNo: before.messageNo };
  const kind = random.below(4);
  if (kind === 0) {
    const message = { ...before, changeNo, content: `edited ${changeNo}`, isEdited: true };
    return [message, { type: "message:updated", payload: message }];
  }
  if (kind === 1) {
    const message = { ...before, changeNo, content: "", isDeleted: true, reactions: [] };
    return [message, { type: "message:deleted", payload: { ...place, message } }];
  }
  if (kind === 2) {
    const message = { ...before, changeNo, isPinned: !before.isPinned };
    return [message, { type: message.isPinned ? "pin:added" : "pin:removed", payload: { ...place, userId, message } }];
  }
  const emoji = random.pick(["👍", "👀"]);
  const others = before.reactions.filter((r) => r.emoji !== emoji);
  const userIds = before.reactions.find((r) => r.emoji === emoji)?.userIds ?? [];
  const isAdded = !userIds.includes(userId);
  const next = isAdded ? [...userIds, userId] : userIds.filter((id) => id !== userId);
  const reaction = { emoji, count: next.length, userIds: next, reacted: false };
  const message = { ...before, changeNo, reactions: next.length > 0 ? [...others, reaction] : others };
  const payload = { ...place, emoji, userId, user: authorOf(userId), message };
  return [message, { type: isAdded ? "reaction:added" : "reaction:removed", payload }];
}

describe("apply", () => {
  it("gives one state for any order and repetition of what happens to messages", () => {
    forSeeds(500, (random) => {
      const events = history(random);
      const again = events.filter(() => random.chance(0.3));
      const state = run(base, random.shuffled([...events, ...again]));
      const expected = run(base, events);
      expect(state.windows).toEqual(expected.windows);
      expect(channelIn(state)).toEqual(channelIn(expected));
    });
  });

  it("works out what is the reader's own, which events leave out", () => {
    const told = (changeNo: number, userIds: string[], count = userIds.length): RealtimeEvent => {
      const message = messageOf(50, { changeNo, reactions: [{ emoji: "👍", count, userIds, reacted: false }] });
      const place = { workspaceId, channelId, messageId: message.id, messageNo: 50 };
      const payload = { ...place, emoji: "👍", userId: "tomas", user: authorOf("tomas"), message };
      return { type: "reaction:added", payload };
    };
    const held = (state: State) => state.windows[channelId]?.items.at(-1);
    const saved = changeHeld(base, "message-50", (m) => ({ ...m, isSaved: true }));
    const listed = run(saved, [told(1, ["maya"])]);
    expect(held(listed)).toMatchObject({ isSaved: true, reactions: [{ reacted: true }] });
    // The list names the first fifty only: what was known stays.
    const many = Array.from({ length: 50 }, (_, i) => `person-${i}`);
    expect(held(run(listed, [told(2, many, 52)]))?.reactions[0]?.reacted).toBe(true);
    expect(held(run(base, [told(2, many, 52)]))?.reactions[0]?.reacted).toBe(false);
  });

  it("counts no deleted message, and no reply that its thread alone shows", () => {
    const hidden = messageOf(51, { threadRootId: "root" });
    const both = messageOf(52, { threadRootId: "root", alsoSentToChannel: true });
    const gone = messageOf(53, { changeNo: 1, isDeleted: true });
    const place = { workspaceId, channelId, messageId: gone.id, messageNo: 53 };
    const events: RealtimeEvent[] = [
      created(hidden),
      created(both),
      created(messageOf(53)),
      { type: "message:deleted", payload: { ...place, message: gone } },
    ];
    forSeeds(50, (random) => expect(channelIn(run(base, random.shuffled(events)))?.unreadCount).toBe(8));
  });

  it("counts mentions of me, and leaves those of groups to the server", () => {
    const meaning = (no: number, kind: "user" | "here" | "group", id: string | null) =>
      created(messageOf(no, { mentions: [{ kind, id, name: "name" }] }));
    const state = run(base, [meaning(51, "user", "maya"), meaning(52, "user", "ines"), meaning(53, "here", null)]);
    expect(channelIn(state)?.mentionCount).toBe(2);
    expect(isInexact(state.tallies[channelId] as Tally)).toBe(false);
    const asked = run(state, [meaning(54, "group", "designers")]);
    expect(isInexact(asked.tallies[channelId] as Tally)).toBe(true);
  });

  it("gives one state for any order and repetition of messages and receipts", () => {
    forSeeds(300, (random) => {
      const by = () => authorOf(random.pick(["tomas", "ines"]));
      const events = Array.from({ length: 1 + random.below(20) }, (_, i) =>
        created(messageOf(51 + i, { author: by() })),
      );
      if (random.chance(0.5)) events.push(read(50 + random.below(events.length + 1)));
      const again = events.filter(() => random.chance(0.3));
      const [state, expected] = [run(base, random.shuffled([...events, ...again])), run(base, events)];
      expect(state.windows).toEqual(expected.windows);
      expect(state.memberships).toEqual(expected.memberships);
    });
  });

  it("counts unread as the server does", () => {
    forSeeds(300, (random) => {
      const messages = Array.from({ length: random.below(20) }, (_, i) =>
        messageOf(51 + i, { author: authorOf(random.pick(["maya", "tomas"])) }),
      );
      const readNo = random.chance(0.5) ? 50 + random.below(messages.length + 1) : 40;
      const channel = channelIn(run(base, [read(readNo), ...messages.map(created)]));
      const point = Math.max(readNo, ...messages.filter((m) => m.author.id === "maya").map((m) => m.messageNo));
      const unread = messages.filter((m) => m.author.id !== "maya" && m.messageNo > point).length;
      expect(channel?.unreadCount).toBe(point >= 50 ? unread : unread + 7);
      expect(channel?.lastReadMessageNo).toBe(point);
    });
  });

  it("moves the read point by the latest receipt, also backward, and not by those of others", () => {
    const [first, unread] = [read(50, "maya", 1), read(45, "maya", 2)];
    expect(channelIn(run(base, [first, unread]))?.lastReadMessageNo).toBe(45);
    expect(channelIn(run(base, [unread, first]))?.lastReadMessageNo).toBe(45);
    expect(run(base, [read(50, "tomas")])).toBe(base);
  });

  it("shows as read what this device has read, until the server has answered", () => {
    const wished = applyRead(base, channelId, 50);
    expect(channelIn(wished)).toMatchObject({ lastReadMessageNo: 50, unreadCount: 0 });
    const receipt = { channelId, userId: "maya", lastReadMessageNo: 50, lastReadAt: null, revision: 1 };
    const answered = applyReceipt(wished, receipt, 50);
    expect(channelIn(answered)?.lastReadMessageNo).toBe(50);
    // Marked unread on another device, which the answer did not know of yet.
    const unread = run(wished, [read(45, "maya", 2)]);
    expect(channelIn(applyReceipt(unread, receipt, 50))?.lastReadMessageNo).toBe(45);
  });

  it("is bold at once when marked unread, also after a message of mine", () => {
    const mine = created(messageOf(51, { author: authorOf("maya") }));
    const state = run(base, [mine, read(44, "maya", 2)]);
    expect(channelIn(state)?.lastReadMessageNo).toBe(44);
    expect(channelIn(state)?.unreadCount).toBeGreaterThan(0);
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
