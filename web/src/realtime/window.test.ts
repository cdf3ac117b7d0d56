import { describe, expect, it } from "vitest";
import { authorOf, messageOf, messagesOf, pageOf, pendingOf } from "@/test/factories";
import { forSeeds } from "@/test/random";
import {
  addMessage,
  addPage,
  atEnd,
  atStart,
  type ChannelWindow,
  detach,
  emptyWindow,
  hasHole,
  maxItems,
  putPending,
  setFollowing,
} from "./window";

const numbers = (w: ChannelWindow) => w.items.map((m) => m.messageNo);
const opened = (last: number) => addPage(emptyWindow(), pageOf(last, last - 49, last), {});
const mine = (no: number, id: string) => messageOf(no, { author: authorOf("maya"), clientMessageCorrelationId: id });
const isDense = (w: ChannelWindow) =>
  numbers(w).every((no, i) => no === w.from + i) && w.to === w.from + w.items.length - 1;

describe("live messages", () => {
  it("give one state in any order and repetition", () => {
    forSeeds(300, (random) => {
      const start = opened(random.below(60));
      const created = messagesOf(start.to + 1, start.to + 1 + random.below(30));
      const repeated = created.filter(() => random.chance(0.4));
      const expected = created.reduce(addMessage, start);
      const result = random.shuffled([...created, ...repeated]).reduce(addMessage, start);
      expect(result).toEqual(expected);
      expect(isDense(result)).toBe(true);
      expect(atEnd(result)).toBe(true);
    });
  });

  it("never show a message above one that was lost, and one page heals it", () => {
    forSeeds(300, (random) => {
      const start = opened(50);
      const last = 51 + random.below(30);
      const heard = messagesOf(51, last).filter((m) => m.messageNo === last || random.chance(0.6));
      const holed = random.shuffled(heard).reduce(addMessage, start);
      expect(isDense(holed)).toBe(true);
      expect(hasHole(holed)).toBe(heard.length < last - 50);
      const healed = addPage(holed, pageOf(last, holed.to + 1, last), { after: holed.to });
      expect(numbers(healed)).toEqual(numbers(messagesOf(51, last).reduce(addMessage, start)));
      expect(healed.ahead).toEqual([]);
      expect(atEnd(healed)).toBe(true);
    });
  });

  it("change nothing when they are known", () => {
    const w = opened(50);
    expect(addMessage(w, messageOf(50))).toBe(w);
    const later = opened(100);
    expect(addMessage(later, messageOf(7))).toBe(later);
  });

  it("only raise the head of a window that is not at the end", () => {
    const w = detach(opened(50));
    const after = addMessage(w, messageOf(51));
    expect(after).toMatchObject({ to: 50, head: 51, live: false });
    expect(hasHole(after)).toBe(false);
  });
});

describe("pages", () => {
  it("continue the run at both ends until it is whole", () => {
    let w = addPage(emptyWindow(), pageOf(500, 200, 249), { around: 225 });
    expect(w.live).toBe(false);
    while (!atStart(w)) w = addPage(w, pageOf(500, w.from - 50, w.from - 1), { before: w.from });
    while (!w.live) w = addPage(w, pageOf(500, w.to + 1, w.to + 50), { after: w.to });
    expect(numbers(w)).toEqual(Array.from({ length: 500 }, (_, i) => i + 1));
    expect(atEnd(w)).toBe(true);
  });

  it("are dropped when the run has moved on", () => {
    const w = opened(100);
    expect(numbers(addPage(w, pageOf(100, 1, 20), { before: 21 }))).toEqual(numbers(w));
  });

  it("that end empty speak for numbers without a message to show", () => {
    const w = { ...opened(50), head: 52 };
    const after = addPage(w, { ...pageOf(52, 53, 52), nextCursor: null }, { after: 50 });
    expect(hasHole(after)).toBe(false);
  });

  it("keep what was heard while they were on their way", () => {
    const live = addMessage(opened(50), messageOf(53));
    const reopened = addPage(live, pageOf(52, 40, 52), { around: 50 });
    expect(numbers(reopened).at(-1)).toBe(53);
    expect(atEnd(reopened)).toBe(true);
  });

  it("of an empty channel make a window that is whole", () => {
    const w = addPage(emptyWindow(), pageOf(0, 1, 0), {});
    expect(atStart(w) && atEnd(w)).toBe(true);
    expect(numbers(addMessage(w, messageOf(1)))).toEqual([1]);
  });
});

describe("trimming", () => {
  it("lets go of the oldest while the reader is at the end", () => {
    const w = messagesOf(51, 1000).reduce(addMessage, opened(50));
    expect(w.items).toHaveLength(maxItems);
    expect(w.to).toBe(1000);
    expect(isDense(w) && atEnd(w)).toBe(true);
  });

  it("lets go of the newest while the reader is above, and the end is then not held", () => {
    const reading = setFollowing(opened(50), false);
    const w = messagesOf(51, 1000).reduce(addMessage, reading);
    expect(w.items).toHaveLength(maxItems);
    expect(w).toMatchObject({ from: 1, to: 600, live: false, head: 1000 });
  });

  it("keeps the side that was asked for", () => {
    const full = messagesOf(951, 1500).reduce(addMessage, opened(950));
    const older = addPage(full, pageOf(1500, full.from - 50, full.from - 1), { before: full.from });
    expect(older.items).toHaveLength(maxItems);
    expect(older.from).toBe(full.from - 50);
    const newer = addPage(older, pageOf(1500, older.to + 1, older.to + 50), { after: older.to });
    expect(newer.items).toHaveLength(maxItems);
    expect(newer.to).toBe(older.to + 50);
  });
});

describe("messages of mine", () => {
  it("appear once, whether the answer or the event comes first, once or twice", () => {
    forSeeds(200, (random) => {
      const ids = ["a", "b", "c"];
      const start = ids.reduce((w, id) => putPending(w, pendingOf(id)), opened(10));
      const told = ids.flatMap((id, i) => [mine(11 + i, id), mine(11 + i, id)]);
      let w = start;
      for (const message of random.shuffled(told)) {
        w = addMessage(w, message);
        const shown = [...w.items, ...w.pending].filter((x) => "correlationId" in x || x.author.id === "maya");
        expect(shown).toHaveLength(3);
      }
      expect(w.pending).toEqual([]);
    });
  });

  it("stay on screen as sent while a message before them is missing", () => {
    const w = addMessage(putPending(opened(10), pendingOf("a")), mine(12, "a"));
    expect(w.pending).toMatchObject([{ correlationId: "a", state: "sent" }]);
    const healed = addMessage(w, messageOf(11));
    expect(healed.pending).toEqual([]);
    expect(numbers(healed).slice(-2)).toEqual([11, 12]);
  });

  it("are not taken for those of somebody with the same correlation id", () => {
    const w = addMessage(putPending(opened(10), pendingOf("a")), messageOf(11, { clientMessageCorrelationId: "a" }));
    expect(w.pending).toHaveLength(1);
  });

  it("restored from the device are not shown beside the message they became", () => {
    const w = addMessage(opened(10), mine(11, "a"));
    expect(putPending(w, pendingOf("a")).pending).toEqual([]);
  });

  it("do not linger as sent when the window leaves the end", () => {
    const w = addMessage(putPending(opened(10), pendingOf("a")), mine(12, "a"));
    expect(detach(w).pending).toEqual([]);
  });
});
