import { demo, expect, test } from "./fixtures";

test("someone added to a private channel sees it at once, and someone removed is told plainly", async ({ visitor }) => {
  const [maya, tomas] = [await visitor(), await visitor()];
  await maya.signIn(demo.maya);
  await tomas.signIn(demo.tomas);
  const name = "berth-plans";
  const dialog = maya.page.getByRole("dialog");

  await maya.page.getByRole("button", { name: "Add channels" }).click();
  await maya.page.getByRole("menuitem", { name: "Create a channel" }).click();
  await maya.page.getByLabel("Name", { exact: true }).fill(name);
  await maya.page.getByLabel(/^Private/).check();
  await maya.page.getByRole("button", { name: "Create channel" }).click();
  await expect(maya.title).toHaveText(name);

  await maya.page.getByRole("button", { name: "1 member" }).click();
  await dialog.getByRole("button", { name: "Add people" }).click();
  await dialog.getByLabel("Find a person").fill("Tomas");
  await dialog.getByRole("button", { name: "Add Tomas Berg" }).click();
  await expect(dialog.getByRole("button", { name: "Add Tomas Berg" })).toHaveCount(0);
  await tomas.page.getByRole("link", { name }).click();
  await expect(tomas.title).toHaveText(name);

  await dialog.getByRole("button", { name: "Back to members" }).click();
  await dialog.getByRole("button", { name: "Remove Tomas Berg" }).click();
  await expect(tomas.title).toHaveText("You are no longer in berth-plans");
  await expect(tomas.page.getByRole("link", { name })).toHaveCount(0);
  await expect(dialog.getByText("1 member")).toBeVisible();
});

test("a session ended from another device sends that device to the sign-in page, and back where it was", async ({
  visitor,
}) => {
  const [here, there] = [await visitor(), await visitor()];
  await here.signIn(demo.maya);
  await there.signIn(demo.maya);
  const place = new URL(there.page.url()).pathname;

  await here.page.getByRole("link", { name: "Settings" }).click();
  await here.page.getByRole("link", { name: "Where you are signed in" }).click();
  await here.page.getByText("This device").waitFor();
  await here.page
    .getByRole("button", { name: /^Sign out of / })
    .first()
    .click();
  await expect(there.page.getByText("Your session has ended.")).toBeVisible();
  await there.page.getByLabel("Email or username").fill(demo.maya.username);
  await there.page.getByLabel("Password", { exact: true }).fill(demo.maya.password);
  await there.page.getByRole("button", { name: "Sign in" }).click();
  await expect(there.composer).toBeVisible();
  expect(new URL(there.page.url()).pathname).toBe(place);
});

test("by keyboard alone: skip links, regions, and a menu that gives the focus back", async ({ visitor }) => {
  const maya = await visitor();
  await maya.signIn(demo.maya);
  await expect(maya.composer).toBeVisible();
  const { page } = maya;
  const focused = page.locator(":focus");

  await page.reload();
  await expect(maya.composer).toBeFocused();
  await page.keyboard.press("F6");
  await expect(page.getByRole("navigation", { name: "Workspaces" }).locator(":focus")).toHaveCount(1);
  await page.keyboard.press("F6");
  await expect(focused).toHaveAttribute("aria-current", "page");
  await page.keyboard.press("Shift+F6");
  await page.keyboard.press("Shift+F6");
  await expect(maya.composer).toBeFocused();

  const menu = page.getByRole("button", { name: "About this channel" });
  await menu.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu).toBeFocused();

  const skip = page.getByRole("button", { name: "Skip to message field" });
  await skip.focus();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(maya.composer).toBeFocused();
});
