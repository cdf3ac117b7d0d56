import { describe, expect, it } from "vitest";
import type { Message, ThreadState } from "@/api/types";
import type { Thread } from "@/realtime";
import { messageOf, pendingOf } from "@/test/factories";
import { firstUnread, threadRows } from "./rows";
import { steadyOrder } from "./useSteadyOrder";

const root = messageOf(1, { createdAt: "2026-11-18T09:11:00Z" });
const reply = (no: number, rest: Partial<Message> = {}) =>
  messageOf(no, { threadRootId: root.id, createdAt: "2026-11-18T09:15:00Z", ...rest });
const state: ThreadState = {
  channelId: root.channelId,
  threadRootId: root.id,
  isFollowing: true,
  lastReadMessageNo: 3,
  unreadCount: 1,
  mentionCount: 0,
  revision: 1,
};
const thread = (items: Message[], rest: Partial<Thread> = {}): Thread => ({
  root,
  items,
  hasOlder: false,
  hasNewer: false,
  state,
  ...rest,
});
const rows = (t: Thread, pending = [] as Parameters<typeof threadRows>[0]["pending"]) =>
  threadRows({ thread: t, pending, newFromNo: null });

describe("the rows of a thread", () => {
  it("are its root, and the replies under the rule with their number", () => {
    const [first, second, third] = rows(thread([reply(3), reply(5)]));
    expect([first?.isRoot, first?.isFirstReply]).toEqual([true, false]);
    expect([second?.isFirstReply, second?.isFollowUp, second?.isDayStart]).toEqual([true, false, false]);
    expect([third?.isFirstReply, third?.isFollowUp]).toEqual([false, true]);
  });

  it("leave the root out while replies between it and the first one are missing", () => {
    expect(rows(thread([reply(9)], { hasOlder: true })).map((row) => [row.isRoot, row.isFirstReply])).toEqual([
      [false, false],
    ]);
  });

  it("say the day of the first reply when it is another one", () => {
    const [, first] = rows(thread([reply(3, { createdAt: "2026-11-19T09:15:00Z" })]));
    expect(first?.isDayStart).toBe(true);
  });

  it("show a reply of mine once, also when it has arrived", () => {
    const waiting = { ...pendingOf("mine"), threadRootId: root.id };
    expect(rows(thread([reply(3)]), [waiting]).at(-1)?.pending).toBe(waiting);
    const arrived = reply(5, { author: waiting.author, clientMessageCorrelationId: "mine" });
    expect(rows(thread([reply(3), arrived]), [waiting])).toHaveLength(3);
  });

  it("know the first reply of others that was not read, of a thread that is followed", () => {
    const t = thread([reply(3), reply(5, { author: { ...root.author, id: "me" } }), reply(7)]);
    expect(firstUnread(t, "me")).toBe(7);
    expect(firstUnread({ ...t, state: { ...state, isFollowing: false } }, "me")).toBeNull();
  });
});

it("a list that is read keeps its order; what is new to it comes first, a further page last", () => {
  expect(steadyOrder([], ["b", "a"])).toEqual(["b", "a"]);
  expect(steadyOrder(["b", "a"], ["a", "b"])).toEqual(["b", "a"]);
  expect(steadyOrder(["b", "a"], ["new", "a", "b", "older"])).toEqual(["new", "b", "a", "older"]);
});
