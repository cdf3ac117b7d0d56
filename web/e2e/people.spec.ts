import { expect, someone, test } from "./fixtures";

test("57 · a dot turns away after ten minutes without input, back on return, and goes with the person; a group stands on the card", async ({
  visitor,
}) => {
  test.slow();
  const maya = await visitor();
  const link = await maya.settle(someone("Maya Lindqvist"), "Breakwater");

  const tomas = await visitor({ timezoneId: "America/New_York" });
  await tomas.page.clock.install();
  await tomas.join(someone("Tomas Berg"), link);
  await tomas.say("Anybody aboard?");

  const { page } = maya;
  const his = page.getByRole("article").filter({ hasText: "Anybody aboard?" });
  await his.getByRole("button", { name: "Tomas Berg" }).click();
  const card = page.getByRole("dialog", { name: "About Tomas Berg" });
  await expect(card.getByText("Active", { exact: true })).toBeVisible();
  await card.getByRole("button", { name: "Message" }).click();
  await expect(maya.title).toHaveText("Tomas Berg");
  const row = page.getByRole("navigation").getByRole("link", { name: /^Tomas Berg/ });
  const dot = (presence: string) => row.locator(`[data-presence=${presence}]`);
  await expect(dot("active")).toBeVisible();

  await tomas.page.clock.fastForward("10:01");
  await expect(dot("away")).toBeVisible();
  await tomas.page.keyboard.press("Shift");
  await expect(dot("active")).toBeVisible();

  // A group is made by who runs the workspace, and stands on the card of who is in it.
  await page.goto(`${page.url().replace(/\/c\/.*/, "")}/settings/groups`);
  await expect(page.getByRole("button", { name: "New group" })).toBeVisible();
  await maya.expectAccessible();
  await page.getByRole("button", { name: "New group" }).click();
  await page.getByLabel("Handle").fill("Keepers");
  await page.getByRole("checkbox", { name: /Tomas Berg/ }).check();
  await maya.expectAccessible();
  await page.getByRole("button", { name: "Create group" }).click();
  await expect(page.getByRole("main").getByRole("listitem").filter({ hasText: "keepers" })).toContainText("1 member");
  await page
    .getByRole("link", { name: /^Back/ })
    .or(page.getByRole("link", { name: /Breakwater/ }))
    .first()
    .click();
  await maya.goTo("general");
  await his.getByRole("button", { name: "Tomas Berg" }).click();
  await expect(card.getByText("@keepers")).toBeVisible();
  await maya.expectAccessible();

  await tomas.page.close();
  await expect(card.getByText(/Offline · Last seen/)).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press("Escape");
  await expect(row.locator("[data-presence]")).toHaveCount(0);
});
