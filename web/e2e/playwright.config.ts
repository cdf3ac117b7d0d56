import { defineConfig } from "@playwright/test";

/*
 * Drives the real program, given by ECHO_BIN (default bin/echod), with the web app built into it, in a Chromium that is
 * already on the machine. One worker: the tests measure waiting times too, and share few cores.
 */
export default defineConfig({
  testDir: ".",
  // perf/ measures, and has a configuration of its own.
  testIgnore: "perf/**",
  outputDir: ".artifacts",
  workers: 1,
  // A try that fails and then passes is reported as flaky; on a busy machine it need not fail the run.
  retries: process.env.CI ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Stockholm",
    // Every visitor is a new device, and would fetch the whole app for later; offline.spec.ts lets it.
    serviceWorkers: "block",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
