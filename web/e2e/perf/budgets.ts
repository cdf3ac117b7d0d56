import { cpus } from "node:os";
import { expect, type TestInfo } from "@playwright/test";

/**
 * What a row is judged by: "cpu" and "count" fail the run beyond 15 % over the budget, wherever it runs. "clock" swings
 * with what else the machine does, so it is judged on a quiet machine only.
 */
type Kind = "cpu" | "count" | "clock" | "told";

type Budget = { what: string; unit: string; kind: Kind; most?: number; least?: number };

const ms = (what: string, most: number, kind: "cpu" | "clock"): Budget => ({
  what: `${what}, ${kind === "cpu" ? "CPU of the main thread" : "by the clock"}`,
  unit: "ms",
  kind,
  most,
});

/** Every row of the table, in its order. */
export const budgets = {
  chatScript: { what: "script, entry and chat, gz", unit: "kB", kind: "count", most: 220 },
  signInScript: { what: "script, entry and sign-in, gz", unit: "kB", kind: "count", most: 120 },
  style: { what: "style, gz", unit: "kB", kind: "count", most: 15 },
  fonts: { what: "fonts before the first text", unit: "kB", kind: "count", most: 80 },
  interactiveCpu: ms("cold start to interactive", 700, "cpu"),
  interactive: { what: "cold start to interactive, by the clock", unit: "ms", kind: "told" },
  lcp: ms("LCP", 800, "clock"),
  cls: { what: "CLS", unit: "", kind: "count", most: 0.02 },
  switchCachedCpu: ms("to a channel seen before", 100, "cpu"),
  switchCached: ms("to a channel seen before", 100, "clock"),
  switchNewCpu: ms("to a channel not seen yet", 300, "cpu"),
  switchNew: ms("to a channel not seen yet", 300, "clock"),
  keyCpu: ms("key to paint, p95, after 10,000 messages", 16, "cpu"),
  key: { what: "same, by the clock", unit: "ms", kind: "told" },
  sendCpu: ms("send to own paint", 50, "cpu"),
  send: ms("send to own paint", 50, "clock"),
  backward: { what: "10,000 messages scrolled: largest step back", unit: "px", kind: "count", most: 2 },
  blank: { what: "same, wheel of 1,500 px/s: frames without a message", unit: "", kind: "count", most: 0 },
  fps: { what: "same: frames a second", unit: "", kind: "clock", least: 55 },
  rows: { what: "messages in the DOM at most", unit: "", kind: "count", most: 60 },
  heapFirst: { what: "JS heap, first channel", unit: "MB", kind: "count", most: 25 },
  heapMany: { what: "JS heap, 10,000 messages scrolled", unit: "MB", kind: "count", most: 40 },
  heapVisited: { what: "JS heap, 20 channels visited", unit: "MB", kind: "count", most: 60 },
  heapGrowth: { what: "JS heap, growth at 10 messages a second", unit: "MB", kind: "count", most: 5 },
  seenHalf: { what: "key to paint at a second person, p50", unit: "ms", kind: "told" },
  seen: { what: "same, p95", unit: "ms", kind: "clock", most: 150 },
  signInAccess: { what: "Lighthouse, sign-in: accessibility", unit: "", kind: "count", least: 0.98 },
  signInPractice: { what: "Lighthouse, sign-in: best practices", unit: "", kind: "count", least: 1 },
  signInSpeed: { what: "Lighthouse, sign-in: performance", unit: "", kind: "told" },
  chatAccess: { what: "Lighthouse, conversation: accessibility", unit: "", kind: "count", least: 0.98 },
  chatPractice: { what: "Lighthouse, conversation: best practices", unit: "", kind: "count", least: 1 },
  chatSpeed: { what: "Lighthouse, conversation: performance", unit: "", kind: "told" },
  chatLcp: { what: "Lighthouse, conversation: LCP", unit: "ms", kind: "clock", most: 1200 },
} satisfies Record<string, Budget>;

export type RowName = keyof typeof budgets;
export type Verdict = "kept" | "missed" | "not judged";
export type Measured = { row: RowName; value: number; note: string; verdict: Verdict };

const tolerance = 0.15;
/** Shares and scores have no 15 % to spare. */
const isScore = ({ least }: Budget) => least !== undefined && least <= 1;
const isQuiet = Number(process.env.BENCH_LOAD) < cpus().length / 4;

/** Writes a row down, and fails the test when its budget is missed. */
export function measured(info: TestInfo, row: RowName, value: number, note = "") {
  const budget: Budget = budgets[row];
  const isKept = value <= (budget.most ?? Number.POSITIVE_INFINITY) && value >= (budget.least ?? 0);
  const isJudged = budget.kind !== "told" && (budget.kind !== "clock" || isQuiet);
  const verdict: Verdict = budget.kind === "told" ? "not judged" : isKept ? "kept" : "missed";
  info.annotations.push({ type: "measured", description: JSON.stringify({ row, value, note, verdict }) });
  if (!isJudged) return;
  const slack = isScore(budget) ? 0 : tolerance;
  if (budget.most !== undefined) expect.soft(value, budget.what).toBeLessThanOrEqual(budget.most * (1 + slack));
  if (budget.least !== undefined) expect.soft(value, budget.what).toBeGreaterThanOrEqual(budget.least * (1 - slack));
}

/** The value at a share of them: 0.5 is the median. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]) => percentile(values, 0.5);
export const spread = (values: readonly number[]) =>
  `${values.length} runs, ${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)}`;
