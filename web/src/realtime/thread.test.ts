import { describe, expect, it } from "vitest";
import type { Message, ThreadPage, ThreadState } from "@/api/types";
import { messageOf } from "@/test/factories";
import { forSeeds } from "@/test/random";
import { addReplies, hearInThread, hearThreadState, isBehind, type Thread } from "./thread";

const hear = (t: Thread, m: Message) => hearInThread(t, m, { kind: "event", me: "maya" });
const root = messageOf(1, { replyCount: 0 });
const state: ThreadState = {
  channelId: root.channelId,
  threadRootId: root.id,
  isFollowing: true,
  lastReadMessageNo: 1,
  unreadCount: 0,
  mentionCount: 0,
  revision: 1,
};
const reply = (no: number, rest: Partial<Message> = {}) =>
  messageOf(no, { threadRootId: root.id, parentMessageId: root.id, ...rest });
const page = (items: Message[], rest: Partial<ThreadPage> = {}): ThreadPage => ({
  root,
  items,
  prevCursor: null,
  nextCursor: null,
  state,
  ...rest,
});
const opened = (...items: Message[]): Thread => addReplies(undefined, page(items), {});
const numbers = (t: Thread) => t.items.map((m) => m.messageNo);

describe("a thread", () => {
  it("is the same in whatever order, and however often, its replies and their changes arrive", () => {
    const events = [
      reply(3),
      reply(5),
      reply(8),
      reply(5, { changeNo: 4, content: "edited" }),
      reply(3, { changeNo: 6, content: "", isDeleted: true }),
      { ...root, changeNo: 7, replyCount: 3 },
      { ...root, changeNo: 2, replyCount: 1 },
    ];
    forSeeds(40, (random) => {
      const told = random.shuffled([...events, ...events]);
      const t = told.reduce(hear, opened());
      expect(numbers(t)).toEqual([3, 5, 8]);
      expect(t.items.map((m) => m.changeNo)).toEqual([6, 4, 0]);
      expect(t.root.replyCount).toBe(3);
    });
  });

  it("takes no reply beyond what it does not hold yet", () => {
    const t = addReplies(undefined, page([reply(10), reply(12)], { prevCursor: "10", nextCursor: "12" }), {});
    expect(hear(t, reply(20))).toBe(t);
    expect(hear(t, reply(4))).toBe(t);
    expect(hear(t, messageOf(11))).toBe(t);
    const whole = addReplies(t, page([reply(14), reply(20)]), { after: 12 });
    expect(numbers(whole)).toEqual([10, 12, 14, 20]);
    expect([whole.hasOlder, whole.hasNewer]).toEqual([true, false]);
    const older = addReplies(whole, page([reply(4)]), { before: 10 });
    expect([numbers(older)[0], older.hasOlder]).toEqual([4, false]);
  });

  it("keeps what is the reader's own when others change a message", () => {
    const t = opened(reply(3, { isSaved: true }));
    expect(hear(t, reply(3, { changeNo: 1 })).items[0]).toMatchObject({ changeNo: 1, isSaved: true });
  });

  it("goes by the state with the greater revision, and by the later of two with the same", () => {
    const t = hearThreadState(opened(), { ...state, revision: 3, unreadCount: 2 });
    expect(hearThreadState(t, { ...state, revision: 2 })).toBe(t);
    expect(hearThreadState(t, { ...state, revision: 3, unreadCount: 3 }).state.unreadCount).toBe(3);
  });

  it("knows by its root that a reply is missing", () => {
    const at = "2026-11-18T10:00:00Z";
    const t = opened(reply(3, { createdAt: at }));
    const told = (lastReplyAt: string) => hear(t, { ...root, changeNo: 9, lastReplyAt });
    expect(isBehind(told(at))).toBe(false);
    expect(isBehind(told("2026-11-18T10:00:01Z"))).toBe(true);
    expect(isBehind({ ...told("2026-11-18T10:00:01Z"), hasNewer: true })).toBe(false);
  });
});
