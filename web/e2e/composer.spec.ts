import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./conversation-team";

test("51 · @, # and : offer names while one types; the keys pick, and Esc keeps the text", async ({
  team: { maya, tomas },
}) => {
  const { page } = maya;
  await maya.makeChannel("launch");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await maya.open();
  const list = page.getByRole("listbox");
  const marked = list.getByRole("option", { selected: true });

  // The first letter brings what is known; the names of the workspace have come by then or come after it.
  await maya.composer.pressSequentially("Ask @");
  await expect(list).toHaveAccessibleName("People and groups");
  await expect(list.getByRole("option", { name: /^Tomas/ })).toBeVisible();
  await expect(list.getByRole("option", { name: /^@channel/ })).toBeVisible();
  await expectAccessible(page);
  // From now on it is there at once, counted in work and not in the time a busy machine takes for a frame.
  await maya.composer.fill("");
  const { workMs, frames } = await maya.composer.evaluate(typed, "@");
  expect(workMs).toBeLessThan(50);
  expect(frames).toBeLessThanOrEqual(3);
  await expect(list).toBeVisible();

  await maya.composer.pressSequentially("tom");
  await expect(marked).toHaveText(/Tomas/);
  const markedId = await marked.getAttribute("id");
  await expect(maya.composer).toHaveAttribute("aria-activedescendant", markedId as string);
  await page.keyboard.press("Enter");
  await expect(maya.composer).toHaveValue(`@${tomas.user.username} `);
  await expect(list).toHaveCount(0);
  await expect(maya.composer).toBeFocused();

  await maya.composer.pressSequentially("see #lau");
  await expect(marked).toHaveText(/launch/);
  await page.keyboard.press("Tab");
  await expect(maya.composer).toHaveValue(`@${tomas.user.username} see #launch `);

  await maya.composer.fill("");
  await maya.composer.pressSequentially(":s");
  await expect(list).toHaveCount(0);
  await maya.composer.pressSequentially("mi");
  await expect(list.getByRole("option", { name: ":smile:" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("ArrowDown");
  await expect(list.getByRole("option").nth(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await expect(maya.composer).toHaveValue(":smi");
  // A name that is finished by hand is the emoji as well.
  await maya.composer.pressSequentially("le: yes");
  await expect(maya.composer).toHaveValue("😄 yes");
  await page.keyboard.press("Enter");
  await expect(maya.said("😄 yes")).toHaveCount(1);
});

/** Types a letter in the page: how long the app works on it, and how many frames pass until the names are drawn. */
async function typed(field: HTMLElement | SVGElement, letter: string): Promise<{ workMs: number; frames: number }> {
  field.focus();
  const start = performance.now();
  document.execCommand("insertText", false, letter);
  const workMs = performance.now() - start;
  let frames = 0;
  while (!document.querySelector('[role="listbox"]') && frames < 600) {
    await new Promise(requestAnimationFrame);
    frames++;
  }
  return { workMs, frames };
}

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`)).toEqual(
    [],
  );
}
