import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createInbox } from "./inbox";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("hands on what comes alone at once, and the rest of a burst together, in order", () => {
  const taken: number[][] = [];
  const inbox = createInbox<number>((events) => taken.push([...events]));
  for (const n of [1, 2, 3]) inbox.put(n);
  expect(taken).toEqual([[1]]);
  vi.advanceTimersByTime(16);
  expect(taken).toEqual([[1], [2, 3]]);
  vi.advanceTimersByTime(100);
  inbox.put(4);
  expect(taken).toEqual([[1], [2, 3], [4]]);
});

it("hands on nothing once it is closed", () => {
  const taken: number[][] = [];
  const inbox = createInbox<number>((events) => taken.push([...events]));
  inbox.put(1);
  inbox.put(2);
  inbox.close();
  vi.advanceTimersByTime(100);
  expect(taken).toEqual([[1]]);
});
