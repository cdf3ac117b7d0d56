import { describe, expect, it } from "vitest";
import { authorOf, messageOf, pendingOf } from "@/test/factories";
import { type MessageRow, type RowsInput, rowsOf } from "./rows";

const local = (day: number, hour: number, minute: number) => new Date(2026, 10, day, hour, minute).toISOString();
const rows = (input: Partial<RowsInput>) =>
  rowsOf({ items: [], pending: [], atStart: false, newFromNo: null, ...input }).filter(
    (row): row is MessageRow => row.kind === "message",
  );
const at = (no: number, minute: number, over = {}) => messageOf(no, { createdAt: local(18, 9, minute), ...over });

describe("grouping", () => {
  it("puts together what one author says within five minutes", () => {
    const items = [at(1, 0), at(2, 4), at(3, 8), at(4, 13), at(5, 14, { author: authorOf("ines") }), at(6, 15)];
    expect(rows({ items }).map((row) => row.isFollowUp)).toEqual([false, true, true, false, false, false]);
  });

  it("is broken by a new day, the New line and a deleted message", () => {
    const midnight = [messageOf(1, { createdAt: local(18, 23, 59) }), messageOf(2, { createdAt: local(19, 0, 1) })];
    expect(rows({ items: midnight }).map((row) => row.isFollowUp)).toEqual([false, false]);
    expect(rows({ items: [at(1, 0), at(2, 1)], newFromNo: 2 }).map((row) => row.isFollowUp)).toEqual([false, false]);
    expect(rows({ items: [at(1, 0, { isDeleted: true }), at(2, 1)] })[1]?.isFollowUp).toBe(false);
  });
});

describe("separators", () => {
  const items = [messageOf(1, { createdAt: local(17, 9, 0) }), messageOf(2, { createdAt: local(18, 9, 0) }), at(3, 1)];

  it("stand where a day begins; above the first message only when nothing is before it", () => {
    expect(rows({ items }).map((row) => row.isDayStart)).toEqual([false, true, false]);
    expect(rows({ items, atStart: true }).map((row) => row.isDayStart)).toEqual([true, true, false]);
  });

  it("mark the first new message, and only that", () => {
    expect(rows({ items, newFromNo: 2 }).map((row) => row.isFirstNew)).toEqual([false, true, false]);
  });

  it("begin with the start of the channel when it is held", () => {
    expect(rowsOf({ items, pending: [], atStart: true, newFromNo: null })[0]?.kind).toBe("start");
    expect(rowsOf({ items, pending: [], atStart: false, newFromNo: null })[0]?.kind).toBe("message");
  });
});

describe("messages of mine", () => {
  it("stand at the end in the order written, and keep their key when the server has numbered them", () => {
    const [before] = rows({ pending: [pendingOf("a"), pendingOf("b")] });
    const arrived = messageOf(1, { author: authorOf("maya"), clientMessageCorrelationId: "a" });
    const [after, next] = rows({ items: [arrived], pending: [pendingOf("b")] });
    expect(after?.key).toBe(before?.key);
    expect(after?.pending).toBeUndefined();
    expect(next?.pending?.correlationId).toBe("b");
  });

  it("have another key than those of somebody with the same correlation id", () => {
    const keys = ["maya", "tomas"]
      .map((name) => messageOf(1, { author: authorOf(name) }))
      .flatMap((m) => rows({ items: [m] }));
    expect(new Set(keys.map((row) => row.key)).size).toBe(2);
  });
});
