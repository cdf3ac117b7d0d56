import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Browser, test as base, type Page } from "@playwright/test";
import { expect, Person, someone } from "./fixtures";
import { mailedLink } from "./mailbox";
import { EchoServer } from "./server";

const operator = { ...someone("Maya"), username: "harbour-master" };
const consumer = "message.channels";

/** Parks the last joining of a channel for a consumer, as if that had given up on it. */
function park(server: EchoServer) {
  const program = join(server.dataDir, "park");
  const root = resolve(import.meta.dirname, "../..");
  if (!existsSync(program)) execFileSync("go", ["build", "-o", program, "./test/park"], { cwd: root });
  execFileSync(program, [server.dataDir, consumer]);
}

const test = base.extend<{ echo: EchoServer; visit: (look?: object) => Promise<Person> }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner wants a pattern to read the needs from.
  echo: async ({}, use) => {
    const server = await EchoServer.start(`--operators=${operator.username}@harbour.example`);
    await use(server);
    await server.stop();
  },
  visit: async ({ browser, echo }, use) => {
    const opened: Awaited<ReturnType<Browser["newContext"]>>[] = [];
    await use(async (look) => {
      const context = await browser.newContext({ reducedMotion: "reduce", ...look });
      opened.push(context);
      return new Person(await context.newPage(), echo);
    });
    await Promise.all(opened.map((context) => context.close()));
  },
});

test("an operator sees what is parked, replays it and it is gone; drops, looks and replays the log; others find nothing", async ({
  echo,
  visit,
}) => {
  test.slow();
  const [maya, tomas] = [await visit(), await visit()];
  await maya.settle(operator, "Pilot House");
  await maya.open(
    new URL(await mailedLink(echo, `${operator.username}@harbour.example`, /confirm/i)).href.slice(echo.url.length),
  );
  await maya.page.getByRole("heading", { name: "Address confirmed" }).waitFor();
  park(echo);

  const { page } = maya;
  await maya.open("/");
  await page.getByRole("button", { name: /^You: / }).click();
  await page.getByRole("menuitem", { name: "Events of this Echo" }).click();
  await expect(maya.title).toHaveText("Events");
  const row = page.getByRole("row", { name: new RegExp(consumer) });
  await expect(row).toContainText("the harbour was closed");
  await looksWell(maya, "parked");

  await row.getByRole("button", { name: /^Replay/ }).click();
  await expect(page.getByText("Nothing is parked.")).toBeVisible();

  park(echo);
  await page.reload();
  await row.getByRole("button", { name: /^Drop/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Drop" }).click();
  await expect(page.getByText("Nothing is parked.")).toBeVisible();

  await page.getByRole("button", { name: "Log" }).click();
  await page.getByLabel("Type").fill("workspace.created");
  await page
    .getByRole("row", { name: /workspace\.created/ })
    .getByRole("button")
    .click();
  await expect(page.getByRole("dialog")).toContainText("Pilot House");
  await looksWell(maya, "event");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Consumers" }).click();
  await expect(page.getByText("nothing waits").first()).toBeVisible();
  await looksWell(maya, "consumers");
  await page.getByRole("button", { name: `Replay the log for ${consumer}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Replay" }).click();
  await expect(page.getByText(/events? goe?s? ?to it again/)).toBeVisible();

  await tomas.settle(someone("Tomas"), "Elsewhere");
  await tomas.open("/admin/events");
  await expect(tomas.title).toHaveText("There is nothing here");
});

/** On a light desk and on a dark phone: accessible, and no wider than the screen. */
async function looksWell(person: Person, name: string) {
  const { page } = person;
  for (const [width, colorScheme] of [
    [390, "dark"],
    [1440, "light"],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await person.expectAccessible();
    await photograph(page, `${name}-${colorScheme}-${width}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  }
}

/** ECHO_PICTURES names a folder, for people who want to look. */
async function photograph(page: Page, name: string) {
  const folder = process.env.ECHO_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
