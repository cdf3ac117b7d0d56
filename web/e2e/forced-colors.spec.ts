import { expect, test } from "./conversation-team";

test("61 · in forced colours what is chosen, unread, focused and there can still be told", async ({
  team: { maya, tomas },
}) => {
  const { page } = maya;
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  const other = await maya.makeChannel("elsewhere");
  await tomas.joinChannel(other);
  await tomas.open();
  await tomas.post(["a word"]);
  await maya.open();
  await tomas.post([`@${maya.username} look here`, "and here"], other);
  const row = page.locator(`[data-channel="${other}"]`);
  const look = (target: typeof row, name: string) =>
    target.evaluate((one, key) => getComputedStyle(one).getPropertyValue(key), name);
  const canvas = await look(page.locator("body"), "background-color");

  await expect(row.getByLabel(/unread/)).toBeVisible();
  expect(await look(row.locator(".bg-signal"), "outline-style"), "a count has an edge").toBe("solid");
  const chosen = page.locator('[data-channel][aria-current="page"]');
  expect(await look(chosen, "outline-width"), "the row that is open").toBe("2px");
  expect(await look(page.locator("form:has(#composer)"), "outline-style"), "the field has an edge").toBe("solid");
  const dot = page.locator('[data-presence="active"]').first();
  await expect(dot).toBeVisible();
  expect(await look(dot, "background-color"), "who is there has a dot").not.toBe(canvas);

  await maya.composer.focus();
  await page.keyboard.press("Tab");
  expect(await look(page.locator(":focus-visible"), "outline-width"), "the focus").toBe("2px");
  await page.getByRole("button", { name: "About this channel" }).click();
  const menu = page.getByRole("menu");
  await expect(menu).toBeVisible();
  expect(await look(menu, "border-top-style"), "a menu has an edge").toBe("solid");
  await page.keyboard.press("ArrowDown");
  expect(await look(menu.locator("[data-highlighted]"), "outline-width"), "the item that is marked").toBe("2px");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("option", { selected: true })).toBeVisible();
  expect(await look(page.getByRole("dialog"), "outline-style"), "a dialog has an edge").toBe("solid");
});
