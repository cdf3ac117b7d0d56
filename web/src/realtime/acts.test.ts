import { describe, expect, it, vi } from "vitest";
import { ApiError } from "@/api/problem";
import { messageOf } from "@/test/factories";
import { type Act, acted, type Target } from "./act";
import { createActQueue } from "./act-queue";
import type { Wish, WishStore } from "./wishes-db";

const message = messageOf(1);
const like = (isOn: boolean): Act => ({ kind: "react", emoji: "👍", isOn });
const refusal = () => new ApiError({ type: "", title: "No", status: 403, detail: "", code: "forbidden" });

/** A store in memory that outlives a queue, as a device outlives a page. */
function memoryStore(): WishStore & { rows: Map<string, Wish> } {
  const rows = new Map<string, Wish>();
  return {
    rows,
    put: async (wish) => void rows.set(wish.id, wish),
    remove: async (id) => void rows.delete(id),
    takeOver: async () => [...rows.values()].sort((a, b) => a.at - b.at),
  };
}

/** A queue, and a server that answers when it is told to. */
function setUp(isOnline = () => true, store = memoryStore()) {
  const told: Act[] = [];
  const answers: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const shown: (readonly Act[])[] = [];
  const refused: [Wish, Error | null][] = [];
  const queue = createActQueue({
    tell: (_target: Target, act) => {
      told.push(act);
      return new Promise<void>((resolve, reject) => answers.push({ resolve, reject }));
    },
    show: (_id, acts) => shown.push(acts),
    isOnline,
    store,
    onRefused: (wish, refusal) => refused.push([wish, refusal]),
  });
  return { queue, told, shown, refused, store, next: async () => vi.waitUntil(() => answers.shift()) };
}

describe("an act", () => {
  it("is shown at once, and until the server has answered", async () => {
    const { queue, shown, next } = setUp();
    const done = queue.put(message, like(true));
    expect(shown.at(-1)).toEqual([like(true)]);
    (await next()).resolve();
    await done;
    expect(shown.at(-1)).toEqual([]);
  });

  it("gives way to a later one of its kind, which is told after it", async () => {
    const { queue, told, shown, next } = setUp();
    const done = queue.put(message, like(true));
    const first = await next();
    void queue.put(message, like(false));
    void queue.put(message, like(true));
    const last = queue.put(message, like(false));
    first.resolve();
    (await next()).resolve();
    await done;
    await last;
    expect(told).toEqual([like(true), like(false)]);
    expect(shown.at(-1)).toEqual([]);
  });

  it("that is refused is not shown any more, and says so", async () => {
    const { queue, shown, next } = setUp();
    const done = queue.put(message, { kind: "pin", isOn: true });
    const caught = expect(done).rejects.toMatchObject({ code: "forbidden" });
    (await next()).reject(refusal());
    await caught;
    expect(shown.at(-1)).toEqual([]);
  });

  it("waits without a connection, and is told when there is one again", async () => {
    const { queue, told, shown, next } = setUp(() => false);
    const onWaiting = vi.fn();
    const done = queue.put(message, like(true), onWaiting);
    (await next()).reject(ApiError.network(null));
    await vi.waitUntil(() => onWaiting.mock.calls.length > 0);
    expect(shown.at(-1)).toEqual([like(true)]);
    queue.kick();
    (await next()).resolve();
    await done;
    expect(told).toHaveLength(2);
  });
});

describe("acts in one channel", () => {
  it("are told one after the other, in the order of their wishes", async () => {
    const { queue, told, next } = setUp();
    const edited = queue.put(message, { kind: "edit", content: "better" });
    const deleted = queue.put(message, { kind: "delete" });
    const first = await next();
    expect(told).toEqual([{ kind: "edit", content: "better" }]);
    first.resolve();
    await edited;
    (await next()).resolve();
    await deleted;
    expect(told.at(-1)).toEqual({ kind: "delete" });
  });

  it("are no more than a bounded number, beyond which one is told", async () => {
    const { queue, store } = setUp(() => false);
    for (let n = 0; n < 200; n++) void queue.put(messageOf(n + 1), like(true));
    await expect(queue.put(messageOf(999), like(true))).rejects.toMatchObject({ code: "too_many_waiting" });
    expect(store.rows.size).toBe(200);
  });
});

describe("after a reload", () => {
  const edit = (content: string): Act => ({ kind: "edit", content });

  /** A page without a connection on which things were done, and which is gone then. */
  async function leftBehind(...acts: Act[]) {
    const before = setUp(() => false);
    for (const act of acts) void before.queue.put(message, act);
    (await before.next()).reject(ApiError.network(null));
    before.queue.stop();
    return before.store;
  }

  it("what waited is shown, and told once each, in its order", async () => {
    const store = await leftBehind(edit("better"), { kind: "pin", isOn: true }, like(true));
    const { queue, told, shown, next } = setUp(() => true, store);
    await queue.restore();
    expect(shown.at(-1)).toEqual([edit("better"), { kind: "pin", isOn: true }, like(true)]);
    for (let n = 0; n < 3; n++) (await next()).resolve();
    await vi.waitUntil(() => store.rows.size === 0);
    expect(told).toEqual([edit("better"), { kind: "pin", isOn: true }, like(true)]);
    const third = setUp(() => true, store);
    await third.queue.restore();
    expect(third.told).toEqual([]);
  });

  it("only the last wish of a slot is left", async () => {
    const store = await leftBehind(like(true), like(false), like(true));
    const { queue, told, next } = setUp(() => true, store);
    await queue.restore();
    (await next()).resolve();
    await vi.waitUntil(() => store.rows.size === 0);
    expect(told).toEqual([like(true)]);
  });

  it("of what two pages have read of a thread the furthest is told, whichever was later", async () => {
    const read = (messageNo: number): Act => ({ kind: "read-thread", messageNo });
    const store = await leftBehind(read(7));
    const other = setUp(() => false, store);
    void other.queue.put(message, read(5));
    other.queue.stop();
    expect(store.rows.size).toBe(2);
    const { queue, told, next } = setUp(() => true, store);
    await queue.restore();
    (await next()).resolve();
    await vi.waitUntil(() => store.rows.size === 0);
    expect(told).toEqual([read(7)]);
  });

  it("what is refused is told of, and what comes after it is done", async () => {
    const store = await leftBehind(edit("too late"), like(true));
    const { queue, refused, shown, next } = setUp(() => true, store);
    await queue.restore();
    (await next()).reject(refusal());
    (await next()).resolve();
    await vi.waitUntil(() => store.rows.size === 0);
    expect(refused).toMatchObject([[{ act: edit("too late"), target: { id: message.id } }, { code: "forbidden" }]]);
    expect(shown.at(-1)).toEqual([]);
  });

  it("what is older than a week is not done, and told of", async () => {
    const store = await leftBehind(like(true));
    for (const wish of store.rows.values()) wish.at -= 8 * 24 * 3_600_000;
    const { queue, refused, told } = setUp(() => true, store);
    await queue.restore();
    expect(refused).toMatchObject([[{ act: like(true) }, null]]);
    expect(told).toEqual([]);
    expect(store.rows.size).toBe(0);
  });
});

describe("a message", () => {
  it("shows a reaction of mine beside those of others, and goes back to what it was", () => {
    const tomas = { emoji: "👍", count: 1, userIds: ["tomas"], reacted: false };
    const before = messageOf(1, { reactions: [tomas] });
    const after = acted(before, like(true), "maya");
    expect(after.reactions).toEqual([{ emoji: "👍", count: 2, userIds: ["tomas", "maya"], reacted: true }]);
    expect(acted(after, like(true), "maya")).toEqual(after);
    expect(acted(after, like(false), "maya")).toEqual(before);
    expect(acted(acted(message, like(true), "maya"), like(false), "maya")).toEqual(message);
  });
});
