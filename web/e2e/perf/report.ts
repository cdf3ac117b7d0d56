import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import { budgets, type Measured, type RowName } from "./budgets";

const folder = join(import.meta.dirname, "../../../.cache/bench");

/** Leaves what was measured as web.md and web.json in .cache/bench, and prints it. */
export default class Report implements Reporter {
  private readonly rows = new Map<RowName, Measured>();
  private readonly began = loadavg()[0] ?? 0;

  onTestEnd(_: TestCase, { annotations }: TestResult) {
    for (const { type, description } of annotations) {
      if (type !== "measured" || !description) continue;
      const row = JSON.parse(description) as Measured;
      this.rows.set(row.row, row);
    }
  }

  onEnd() {
    if (this.rows.size === 0) return;
    const load = { before: this.began, after: loadavg()[0] ?? 0 };
    const machine = { processors: cpus().length, model: cpus()[0]?.model ?? "", load };
    const lines = Object.keys(budgets)
      .map((name) => this.rows.get(name as RowName))
      .filter((row) => row !== undefined)
      .map(line);
    const table = ["| what | budget | measured | |", "| --- | --- | --- | --- |", ...lines].join("\n");
    const text = `${machine.processors} x ${machine.model}, load ${load.before.toFixed(1)} before, ${load.after.toFixed(1)} after\n\n${table}\n`;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "web.md"), text);
    writeFileSync(join(folder, "web.json"), `${JSON.stringify({ machine, rows: [...this.rows.values()] }, null, 2)}\n`);
    console.log(`\n${text}`);
  }
}

function line({ row, value, note, verdict }: Measured): string {
  const { what, unit, most, least } = budgets[row] as { what: string; unit: string; most?: number; least?: number };
  const budget = most !== undefined ? `<= ${most} ${unit}` : least !== undefined ? `>= ${least} ${unit}` : "";
  const shown = Number(value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0));
  return `| ${what} | ${budget.trim()} | ${`${shown} ${unit}`.trim()}${note && ` (${note})`} | ${verdict === "missed" ? "**missed**" : verdict === "kept" ? "kept" : ""} |`;
}
