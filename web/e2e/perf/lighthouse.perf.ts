import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium, expect } from "@playwright/test";
import { freePort } from "../server";
import { measured } from "./budgets";
import { addressOf, test } from "./stand";

const program = join(import.meta.dirname, "../../tools/lighthouse/node_modules/lighthouse/cli/index.js");

type Scores = { accessibility: number; bestPractices: number; performance: number; lcp: number; failed: string[] };

test("Lighthouse, of the sign-in page and of a conversation", async ({ stand, launchOptions }, info) => {
  const folder = await mkdtemp(join(tmpdir(), "echo-lighthouse-"));
  const port = await freePort();
  const args = [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`];
  // Lighthouse opens a tab of its own there, so who signed in must be known to the whole browser.
  const browser = await chromium.launchPersistentContext(folder, { ...launchOptions, args });
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    const signIn = await look(`${stand.url}/login`, port, folder);
    await page.goto(`${stand.url}/login`);
    await page.getByLabel("Email or username").fill("maya");
    await page.getByLabel("Password", { exact: true }).fill("below the lighthouse");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("navigation", { name: "Channels and messages" })).toBeVisible();
    await page.goto("about:blank");
    const chat = await look(addressOf(stand, stand.general), port, folder);
    measured(info, "signInAccess", signIn.accessibility, signIn.failed.join(", "));
    measured(info, "signInPractice", signIn.bestPractices);
    measured(info, "signInSpeed", signIn.performance, `LCP ${signIn.lcp.toFixed(0)} ms`);
    measured(info, "chatAccess", chat.accessibility, chat.failed.join(", "));
    measured(info, "chatPractice", chat.bestPractices);
    measured(info, "chatSpeed", chat.performance);
    measured(info, "chatLcp", chat.lcp);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
});

async function look(url: string, port: number, folder: string): Promise<Scores> {
  const file = join(folder, "report.json");
  const flags = ["--preset=desktop", "--disable-storage-reset", "--quiet", "--output=json", `--output-path=${file}`];
  const only = "--only-categories=accessibility,best-practices,performance";
  await promisify(execFile)(process.execPath, [program, url, `--port=${port}`, only, ...flags], { timeout: 300_000 });
  const { categories, audits, finalDisplayedUrl } = JSON.parse(await readFile(file, "utf8"));
  expect(finalDisplayedUrl, "the page that was meant").toBe(url);
  const score = (name: string): number => categories[name].score ?? Number.NaN;
  const parts = [...categories.accessibility.auditRefs, ...categories["best-practices"].auditRefs];
  const failed = parts
    .filter(({ id, weight }: { id: string; weight: number }) => weight > 0 && audits[id].score === 0)
    .map(({ id }: { id: string }) => id);
  return {
    accessibility: score("accessibility"),
    bestPractices: score("best-practices"),
    performance: score("performance"),
    lcp: audits["largest-contentful-paint"].numericValue,
    failed,
  };
}
