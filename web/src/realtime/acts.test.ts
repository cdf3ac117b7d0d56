import { describe, expect, it, vi } from "vitest";
import { ApiError } from "@/api/problem";
import { messageOf } from "@/test/factories";
import { type Act, acted } from "./act";
import { createActQueue } from "./act-queue";

const message = messageOf(1);
const like = (isOn: boolean): Act => ({ kind: "react", emoji: "👍", isOn });
const refusal = () => new ApiError({ type: "", title: "No", status: 403, detail: "", code: "forbidden" });

/** A queue, and a server that answers when it is told to. */
function setUp(isOnline = () => true) {
  const told: Act[] = [];
  const answers: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const shown: (readonly Act[])[] = [];
  const queue = createActQueue({
    tell: (_message, act) => {
      told.push(act);
      return new Promise<void>((resolve, reject) => answers.push({ resolve, reject }));
    },
    show: (_id, acts) => shown.push(acts),
    isOnline,
  });
  return { queue, told, shown, next: async () => vi.waitUntil(() => answers.shift()) };
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
    void queue.put(message, like(false));
    void queue.put(message, like(true));
    void queue.put(message, like(false));
    (await next()).resolve();
    (await next()).resolve();
    await done;
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
