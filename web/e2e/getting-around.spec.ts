import { demo, expect, someone, test } from "./fixtures";

test("41, 65 · Alt and the arrows go through the conversations, back goes back; a folded section stays folded, but shows what is open", async ({
  visitor,
}) => {
  const maya = await visitor();
  await maya.signIn(demo.maya);
  const { page } = maya;
  await expect(maya.composer).toBeVisible();
  const first = (await maya.title.textContent()) ?? "";
  await page.keyboard.press("Alt+ArrowDown");
  await expect(maya.title).not.toHaveText(first);
  await page.goBack();
  await expect(maya.title, "65").toHaveText(first);

  const rows = page.getByRole("region", { name: "Channels" }).getByRole("link");
  const all = await rows.count();
  await page.getByRole("button", { name: "Channels", exact: true }).click();
  await expect.poll(() => rows.count()).toBeLessThan(all);
  await page.reload();
  await expect(page.getByRole("button", { name: "Channels", exact: true })).toHaveAttribute("aria-expanded", "false");
  await expect(rows.and(page.locator("[aria-current=page]")), "41").toHaveCount(1);
});

test("64 · the theme follows the system, stays as chosen, and is there before the first paint", async ({ visitor }) => {
  const maya = await visitor({ colorScheme: "dark" });
  await maya.settle(someone("Maya"), "By Night");
  const { page } = maya;
  const html = page.locator("html");
  await expect(html).toHaveAttribute("data-theme", "dark");
  await page.emulateMedia({ colorScheme: "light" });
  await expect(html).toHaveAttribute("data-theme", "light");

  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Preferences" }).click();
  await page.getByLabel("Dark").check();
  await page.getByLabel(/^Compact/).check();
  await expect(html).toHaveAttribute("data-theme", "dark");
  await page.route("**/assets/*.js", () => {});
  await page.reload({ waitUntil: "commit" });
  await expect(html).toHaveAttribute("data-theme", "dark");
  await expect(html).toHaveAttribute("data-density", "compact");
});

test("a channel is created, found by someone else, joined, and left again", async ({ visitor }) => {
  const [maya, tomas] = [await visitor(), await visitor()];
  await maya.signIn(demo.maya);
  await tomas.signIn(demo.tomas);
  const name = "winter-berths";

  await maya.page.getByRole("button", { name: "Add channels" }).click();
  await maya.page.getByRole("menuitem", { name: "Create a channel" }).click();
  await maya.page.getByLabel("Name", { exact: true }).fill("Winter Berths");
  await maya.page.getByRole("button", { name: "Create channel" }).click();
  await expect(maya.title).toHaveText(name);

  await tomas.page.getByRole("button", { name: "Add channels" }).click();
  await tomas.page.getByRole("menuitem", { name: "Browse channels" }).click();
  await tomas.page.getByLabel("Find a channel").fill("winter");
  await tomas.page.getByRole("button", { name: `Join ${name}` }).click();
  await expect(tomas.title).toHaveText(name);
  await expect(maya.page.getByRole("button", { name: "2 members" })).toBeVisible();

  await tomas.page.getByRole("button", { name: "About this channel" }).click();
  await tomas.page.getByRole("menuitem", { name: "Leave channel" }).click();
  await tomas.page.getByRole("dialog").getByRole("button", { name: "Leave channel" }).click();
  await expect(tomas.page.getByRole("link", { name })).toHaveCount(0);
  await expect(maya.page.getByRole("button", { name: "1 member" })).toBeVisible();
});
