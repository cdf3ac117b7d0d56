import { attacks } from "../src/test/attacks";
import { expect, test } from "./conversation-team";

test("53 · nothing that people write runs, loads or reaches out; links open a tab of their own", async ({
  team: { maya, tomas },
}) => {
  test.slow();
  const { page } = maya;
  const reached: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(maya.address()).origin)) reached.push(request.url());
  });
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seen, canary: () => seen.push("canary") });
    addEventListener("securitypolicyviolation", (event) => seen.push(`${event.violatedDirective} ${event.blockedURI}`));
    Object.assign(window, { alert: () => seen.push("alert"), open: () => seen.push("open") });
  });
  page.on("dialog", (dialog) => void dialog.dismiss());
  await maya.open();
  const seen = () => page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  // A sign that no text has is refused by the server. The rest comes in groups that fit on the screen, so that each is drawn.
  const taken = attacks.filter((attack) => !attack.includes("\u0000"));
  expect(taken.length).toBeGreaterThan(150);
  for (let from = 0; from < taken.length; from += atOnce) {
    await tomas.post([...taken.slice(from, from + atOnce), `all of them, ${from}`]);
    await expect(maya.said(`all of them, ${from}`)).toBeInViewport();
    for (const link of await maya.feed.locator("a[href]").evaluateAll(inShort)) {
      expect(link).toMatch(/^(https?|mailto):.* _blank noopener noreferrer nofollow ugc$/);
    }
    expect(await seen()).toEqual([]);
  }
  expect(reached).toEqual([]);
});

const atOnce = 8;

const inShort = (links: Element[]): string[] =>
  (links as HTMLAnchorElement[]).map(({ href, target, rel }) => `${href} ${target} ${rel}`);

test("54, 55 · code scrolls inside itself and is copied exactly; a wall folds; no text bursts the page", async ({
  team: { maya, tomas },
}) => {
  const { page } = maya;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await maya.open();
  const code = `const route = [${"'Vaxholm', ".repeat(60)}];\n\tif (late) wait();`;
  await tomas.post([`\`\`\`js\n${code}\n\`\`\``]);
  const block = maya.feed.locator("pre");
  await expect(block.locator("span", { hasText: "const" })).toHaveClass(/text-accent/);
  expect(await block.evaluate((pre) => pre.scrollWidth > pre.clientWidth)).toBe(true);
  await block.hover();
  await maya.feed.getByRole("button", { name: "Copy code" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);

  // A line without an end, letters with a hundred marks, right to left, and what a parser would choke on.
  const heavy = [
    "x".repeat(12_000),
    `Zalgo ${"a\u0301\u0302\u0303\u0304\u0305".repeat(200)}`,
    "שלום לכולם, המזח השתנה",
    "> - ".repeat(3000),
    "*_".repeat(6000),
    `${"@maya ".repeat(2000)}`,
    "[![".repeat(2000) + "](a)".repeat(1500),
  ];
  await tomas.post([...heavy, "and the end"]);
  await maya.say("Seen");
  await expect(maya.said("and the end")).toBeInViewport();
  const isSideways = () =>
    page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(await isSideways()).toBe(false);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(maya.said("and the end")).toBeVisible();
  expect(await isSideways()).toBe(false);
  await page.setViewportSize({ width: 1440, height: 900 });

  const rest = maya.feed.getByRole("button", { name: "Show more" }).last();
  await rest.scrollIntoViewIfNeeded();
  const fold = page.locator(`[id="${await rest.getAttribute("aria-controls")}"]`);
  const height = () => fold.evaluate((element) => element.clientHeight);
  expect(await height()).toBeLessThanOrEqual(320);
  await rest.click();
  await expect.poll(height).toBeGreaterThan(320);
});
