import { describe, expect, it } from "vitest";
import type { Message } from "@/api/types";
import { authorOf, messageOf, messagesOf, pageOf, pendingOf } from "@/test/factories";
import { forSeeds } from "@/test/random";
import { answer } from "./converge";
import {
  addChanges,
  addMessage,
  addPage,
  atEnd,
  atStart,
  type ChannelWindow,
  detach,
  emptyWindow,
  hasHole,
  hasMissedChange,
  maxItems,
  putPending,
  setFollowing,
} from "./window";

const hear = (w: ChannelWindow, m: Message) => addMessage(w, m, answer);
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
      const expected = created.reduce(hear, start);
      const result = random.shuffled([...created, ...repeated]).reduce(hear, start);
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
      const holed = random.shuffled(heard).reduce(hear, start);
      expect(isDense(holed)).toBe(true);
      expect(hasHole(holed)).toBe(heard.length < last - 50);
      const healed = addPage(holed, pageOf(last, holed.to + 1, last), { after: holed.to });
      expect(numbers(healed)).toEqual(numbers(messagesOf(51, last).reduce(hear, start)));
      expect(healed.ahead).toEqual([]);
      expect(atEnd(healed)).toBe(true);
    });
  });

  it("change nothing when they are known", () => {
    const w = opened(50);
    expect(hear(w, messageOf(50))).toBe(w);
    const later = opened(100);
    expect(hear(later, messageOf(7))).toBe(later);
  });

  it("only raise the head of a window that is not at the end", () => {
    const w = detach(opened(50));
    const after = hear(w, messageOf(51));
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
    const live = hear(opened(50), messageOf(53));
    const reopened = addPage(live, pageOf(52, 40, 52), { around: 50 });
    expect(numbers(reopened).at(-1)).toBe(53);
    expect(atEnd(reopened)).toBe(true);
  });

  it("of an empty channel make a window that is whole", () => {
    const w = addPage(emptyWindow(), pageOf(0, 1, 0), {});
    expect(atStart(w) && atEnd(w)).toBe(true);
    expect(numbers(hear(w, messageOf(1)))).toEqual([1]);
  });
});

describe("trimming", () => {
  it("lets go of the oldest while the reader is at the end", () => {
    const w = messagesOf(51, 1000).reduce(hear, opened(50));
    expect(w.items).toHaveLength(maxItems);
    expect(w.to).toBe(1000);
    expect(isDense(w) && atEnd(w)).toBe(true);
  });

  it("lets go of the newest while the reader is above, and the end is then not held", () => {
    const reading = setFollowing(opened(50), false);
    const w = messagesOf(51, 1000).reduce(hear, reading);
    expect(w.items).toHaveLength(maxItems);
    expect(w).toMatchObject({ from: 1, to: 600, live: false, head: 1000 });
  });

  it("keeps the side that was asked for", () => {
    const full = messagesOf(951, 1500).reduce(hear, opened(950));
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
        w = hear(w, message);
        const shown = [...w.items, ...w.pending].filter((x) => "correlationId" in x || x.author.id === "maya");
        expect(shown).toHaveLength(3);
      }
      expect(w.pending).toEqual([]);
    });
  });

  it("stay on screen as sent while a message before them is missing", () => {
    const w = hear(putPending(opened(10), pendingOf("a")), mine(12, "a"));
    expect(w.pending).toMatchObject([{ correlationId: "a", state: "sent" }]);
    const healed = hear(w, messageOf(11));
    expect(healed.pending).toEqual([]);
    expect(numbers(healed).slice(-2)).toEqual([11, 12]);
  });

  it("are not taken for those of somebody with the same correlation id", () => {
    const w = hear(putPending(opened(10), pendingOf("a")), messageOf(11, { clientMessageCorrelationId: "a" }));
    expect(w.pending).toHaveLength(1);
  });

  it("restored from the device are not shown beside the message they became", () => {
    const w = hear(opened(10), mine(11, "a"));
    expect(putPending(w, pendingOf("a")).pending).toEqual([]);
  });

  it("do not linger as sent when the window leaves the end", () => {
    const w = hear(putPending(opened(10), pendingOf("a")), mine(12, "a"));
    expect(detach(w).pending).toEqual([]);
  });
});

describe("changes", () => {
  const edited = (no: number, changeNo: number) => messageOf(no, { changeNo, content: `changed ${changeNo}` });
  const reply = (no: number, over = {}) => messageOf(no, { threadRootId: "root", ...over });

  it("give one state in any order and repetition, and no hole when all have come", () => {
    forSeeds(300, (random) => {
      const start = opened(20);
      const changes = Array.from({ length: 1 + random.below(30) }, (_, i) => edited(1 + random.below(20), i + 1));
      const again = changes.filter(() => random.chance(0.4));
      const expected = changes.reduce(hear, start);
      const heard = random.shuffled([...changes, ...again]).reduce(hear, start);
      expect(heard).toEqual(expected);
      expect(hasMissedChange(heard)).toBe(false);
      for (const m of heard.items) {
        const last = changes.findLast((change) => change.messageNo === m.messageNo);
        expect(m.content).toBe(last?.content ?? `text ${m.messageNo}`);
      }
    });
  });

  it("that were missed are seen by the numbers of later ones, and filled by the server's answer", () => {
    const heard = [edited(3, 1), edited(4, 4)].reduce(hear, opened(10));
    expect(heard).toMatchObject({ changeNo: 1, changeHead: 4 });
    expect(hasMissedChange(heard)).toBe(true);
    const page = { items: [edited(5, 3), edited(4, 4)], nextCursor: null, lastChangeNo: 4 };
    const filled = addChanges(heard, page);
    expect(filled).toMatchObject({ changeNo: 4, changesAhead: [] });
    expect(filled.items.filter((m) => m.changeNo > 0).map((m) => m.changeNo)).toEqual([1, 4, 3]);
  });

  it("that came while an older page was on its way are asked for again", () => {
    const start = addPage(emptyWindow(), pageOf(100, 51, 100), {});
    const heard = [edited(20, 1), edited(60, 2)].reduce(hear, start);
    const paged = addPage(heard, pageOf(100, 1, 50), { before: 51 });
    expect(hasMissedChange(paged)).toBe(true);
    const filled = addChanges(paged, { items: [edited(20, 1), edited(60, 2)], nextCursor: null, lastChangeNo: 2 });
    expect(hasMissedChange(filled)).toBe(false);
    expect(filled.items.find((m) => m.messageNo === 20)?.content).toBe("changed 1");
  });

  it("are not undone by a page that is older", () => {
    const heard = hear(opened(50), edited(50, 1));
    expect(addPage(heard, pageOf(50, 1, 50), {}).items.at(-1)?.content).toBe("changed 1");
  });

  it("leave replies in their threads, unless they were sent to the channel too", () => {
    const w = [reply(11), reply(12, { alsoSentToChannel: true }), messageOf(13)].reduce(hear, opened(10));
    expect(w).toMatchObject({ to: 13, head: 13 });
    expect(numbers(w).slice(-3)).toEqual([10, 12, 13]);
  });
});
