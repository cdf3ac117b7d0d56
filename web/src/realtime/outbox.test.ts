import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "@/api/problem";
import type { Message } from "@/api/types";
import { messageOf, pendingOf } from "@/test/factories";
import { forSeeds } from "@/test/random";
import { createOutbox, retryDelay } from "./outbox";
import type { PendingStore } from "./outbox-db";
import type { Pending } from "./window";

const fault = (status: number, code: string, retryAfterMs: number | null = null) =>
  new ApiError({ type: "", title: code, status, detail: "", code }, retryAfterMs);
const network = ApiError.network(new TypeError("failed to fetch"));

/** A store in memory that outlives an outbox, as a device outlives a page. */
function memoryStore(): PendingStore & { rows: Map<string, Pending> } {
  const rows = new Map<string, Pending>();
  return {
    rows,
    all: async (authorId) => [...rows.values()].filter((p) => p.author.id === authorId),
    put: async (p) => void rows.set(p.correlationId, p),
    remove: async (id) => void rows.delete(id),
  };
}

/** A server that takes each correlation id once, and answers as the script says before it answers at all. */
function serverOf(script: (pending: Pending, attempt: number) => unknown) {
  const taken: string[] = [];
  const tried: string[] = [];
  const send = async (pending: Pending): Promise<Message> => {
    const attempt = tried.filter((id) => id === pending.correlationId).length;
    tried.push(pending.correlationId);
    const error = script(pending, attempt);
    if (error === "lost answer" || !error) {
      if (!taken.includes(pending.correlationId)) taken.push(pending.correlationId);
    }
    if (error) throw error === "lost answer" ? network : error;
    return messageOf(taken.indexOf(pending.correlationId) + 1, { clientMessageCorrelationId: pending.correlationId });
  };
  return { send, taken, tried };
}

function setUp(script: Parameters<typeof serverOf>[0], store = memoryStore()) {
  const server = serverOf(script);
  const shown = new Map<string, Pending["state"] | "arrived">();
  const reasons = new Map<string, string | undefined>();
  const outbox = createOutbox({
    send: server.send,
    store,
    onChange: (p) => {
      shown.set(p.correlationId, p.state);
      reasons.set(p.correlationId, p.reason);
    },
    onSent: (m) => shown.set(m.clientMessageCorrelationId, "arrived"),
    onDiscarded: (p) => shown.delete(p.correlationId),
  });
  return { outbox, server, store, shown, reasons };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const settle = (ms = 300_000) => vi.advanceTimersByTimeAsync(ms);

describe("the outbox", () => {
  it("sends in the order written, each once, whatever fails on the way", async () => {
    const ids = ["a", "b", "c", "d", "e"];
    const faults = [
      undefined,
      network,
      "lost answer",
      fault(503, "unavailable"),
      fault(429, "too_many_requests", 2000),
    ];
    const scripts: unknown[][] = [];
    forSeeds(40, (random) => {
      scripts.push(Array.from({ length: 12 }, () => random.pick(faults)));
    });
    for (const script of scripts) {
      let call = 0;
      const { outbox, server, store, shown } = setUp(() => script[call++]);
      for (const id of ids) outbox.add(pendingOf(id));
      await settle();
      expect(server.taken).toEqual(ids);
      expect([...shown.values()]).toEqual(ids.map(() => "arrived"));
      expect(store.rows.size).toBe(0);
      outbox.stop();
    }
  });

  it("shows a message as failed with its reason when the server refuses it, and goes on with the next", async () => {
    const { outbox, server, shown, reasons } = setUp((p) => p.correlationId === "a" && fault(403, "channel_archived"));
    outbox.add(pendingOf("a"));
    outbox.add(pendingOf("b"));
    await settle();
    expect(shown.get("a")).toBe("failed");
    expect(reasons.get("a")).toBe("channel_archived");
    expect(server.taken).toEqual(["b"]);
  });

  it("retries a refused message under the same correlation id", async () => {
    const { outbox, server, shown } = setUp((_, attempt) => attempt === 0 && fault(403, "forbidden"));
    outbox.add(pendingOf("a"));
    await settle();
    outbox.retry("a");
    await settle();
    expect(server.tried).toEqual(["a", "a"]);
    expect(shown.get("a")).toBe("arrived");
  });

  it("discards a refused message for good, and no other", async () => {
    const { outbox, store, shown } = setUp((p) =>
      p.correlationId === "a" ? fault(400, "validation_failed") : network,
    );
    outbox.add(pendingOf("a"));
    outbox.add(pendingOf("b"));
    await settle(100);
    outbox.discard("a");
    outbox.discard("b");
    expect(shown.has("a")).toBe(false);
    expect([...store.rows.keys()]).toEqual(["b"]);
    outbox.stop();
  });

  it("takes up after a reload what was written without a connection, in order", async () => {
    const before = setUp(() => network);
    for (const id of ["a", "b", "c"]) before.outbox.add(pendingOf(id));
    await settle(5000);
    before.outbox.stop();
    const after = setUp(() => undefined, before.store);
    await after.outbox.restore("maya");
    await settle();
    expect(after.server.taken).toEqual(["a", "b", "c"]);
  });

  it("does not send what somebody else wrote on this device", async () => {
    const store = memoryStore();
    await store.put(pendingOf("a"));
    const { outbox, server } = setUp(() => undefined, store);
    await outbox.restore("tomas");
    await settle();
    expect(server.tried).toEqual([]);
  });

  it("tries again at once when kicked", async () => {
    let isDown = true;
    const { outbox, server } = setUp(() => isDown && network);
    outbox.add(pendingOf("a"));
    await settle(20_000);
    isDown = false;
    outbox.kick();
    await settle(0);
    expect(server.taken).toEqual(["a"]);
  });

  it("has no two messages of a channel under way at once", async () => {
    let underWay = 0;
    let most = 0;
    const send = async (p: Pending) => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 100));
      underWay--;
      return messageOf(1, { clientMessageCorrelationId: p.correlationId });
    };
    const ignore = () => {};
    const outbox = createOutbox({ send, store: memoryStore(), onChange: ignore, onSent: ignore, onDiscarded: ignore });
    for (const id of ["a", "b", "c"]) outbox.add(pendingOf(id));
    outbox.kick();
    await settle();
    expect(most).toBe(1);
  });

  it("does not let one channel wait for another", async () => {
    const { outbox, server } = setUp((p) => p.channelId === "down" && network);
    outbox.add(pendingOf("a", { channelId: "down" }));
    outbox.add(pendingOf("b", { channelId: "up" }));
    await settle(0);
    expect(server.taken).toEqual(["b"]);
    outbox.stop();
  });
});

describe("retryDelay", () => {
  it("doubles up to half a minute, spreads by half, and obeys the server", () => {
    for (const [attempts, longest] of [
      [0, 1000],
      [3, 8000],
      [12, 30_000],
    ] as const) {
      const delay = retryDelay(attempts, network);
      expect(delay).toBeGreaterThanOrEqual(longest / 2);
      expect(delay).toBeLessThanOrEqual(longest);
    }
    expect(retryDelay(0, fault(429, "too_many_requests", 7000))).toBe(7000);
  });
});
