import { loadavg } from "node:os";
import { defineConfig } from "@playwright/test";
import base from "../playwright.config";

// What else the machine did before any of this began: times of the clock are judged on a quiet machine only.
process.env.BENCH_LOAD ??= String(loadavg()[0]);

/** Measures the app against its budgets: make bench-web. No part of the tests. */
export default defineConfig({
  ...base,
  testDir: ".",
  testMatch: "*.perf.ts",
  testIgnore: [],
  outputDir: "../.artifacts/perf",
  // One thing at a time, so that nothing measured disturbs another.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 15 * 60_000,
  reporter: [["list"], ["./report.ts"]],
  use: { ...base.use, trace: "off", screenshot: "off", reducedMotion: "reduce" },
});
