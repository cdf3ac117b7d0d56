import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";

type Axe = { run: (within: Document | Element | null, options: RunOptions) => Promise<AxeResults> };

const ofColour = ["color-contrast", "link-in-text-block"];
const { source } = createRequire(import.meta.resolve("@axe-core/playwright"))("axe-core") as { source: string };

/** Everything on the screen passes the rules for accessibility, or everything `within` a part of it. */
export async function expectAccessible(page: Page, within?: string): Promise<void> {
  await expect(page.locator("h1").first()).toBeAttached();
  await settle(page);
  expect(await faults(page, {}, within)).toEqual([]);
}

/** As `expectAccessible`, in both themes. The other one has other colours and nothing else, so it is held to their rules. */
export async function expectAccessibleInBothThemes(page: Page, within?: string): Promise<void> {
  const html = page.locator("html");
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(html).toHaveAttribute("data-theme", colorScheme);
    await settle(page);
    const rules: RunOptions = colorScheme === "dark" ? { runOnly: { type: "rule", values: ofColour } } : {};
    expect(await faults(page, rules, within), colorScheme).toEqual([]);
  }
}

/** What comes, goes or changes colour slowly has reached its end; what turns for ever does not count. */
const settle = (page: Page) =>
  page.evaluate(async () => {
    const ends = ({ effect }: Animation) => Number.isFinite(effect?.getComputedTiming().endTime ?? Infinity);
    const moving = document.getAnimations().filter((each) => each.playState === "running" && ends(each));
    await Promise.all(moving.map((animation) => animation.finished.catch(() => {})));
  });

/** What breaks the rules. The library is brought into each page once, and looks at this one document. */
async function faults(page: Page, options: RunOptions, within?: string): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  return page.evaluate(
    async ([options, within]) => {
      const { axe } = window as unknown as { axe: Axe };
      const found = await axe.run(within ? document.querySelector(within) : document, options);
      return found.violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target, html }) => `${target.join(" ")} ${html}`).join("\n")}`,
      );
    },
    [{ resultTypes: ["violations"], ...options }, within] as [RunOptions, string | undefined],
  );
}
