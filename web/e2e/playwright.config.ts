import { defineConfig } from "@playwright/test";

/*
 * Drives the real program, given by ECHO_BIN (default bin/echod), with the web app built into it, in a Chromium that is
 * already on the machine. Two workers, each with a server of its own: while one waits the other works, on two cores too.
 */
export default defineConfig({
  testDir: ".",
  // perf/ measures, and has a configuration of its own.
  testIgnore: "perf/**",
  outputDir: ".artifacts",
  workers: 2,
  fullyParallel: true,
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
    // Recording slows each test down, so it is done when one is tried again.
    trace: "on-first-retry",
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
