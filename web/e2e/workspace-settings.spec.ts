import { expectAccessibleInBothThemes } from "./axe";
import { demo, expect, type Person, someone, test } from "./fixtures";

const roleOf = (person: Person, name: string) => person.page.getByLabel(`Role of ${name}`);

test("a role takes effect on the other screen at once, and so does being removed", async ({ visitor }) => {
  test.slow();
  const [maya, tomas] = [await visitor(), await visitor()];
  await tomas.join(someone("Tomas"), await maya.settle(someone("Maya"), "Pilot House"));

  await openSettings(tomas, "Pilot House");
  await expect(tomas.page.getByText("Only admins and owners can change this.")).toBeVisible();
  await openSettings(maya, "Pilot House");
  await maya.page.getByRole("link", { name: "Members" }).click();
  await roleOf(maya, "Tomas").selectOption("admin");
  await expect(tomas.page.getByLabel("Name", { exact: true })).toHaveValue("Pilot House");
  await expect(roleOf(maya, "Tomas")).toHaveValue("admin");

  await tomas.page.getByLabel("Name", { exact: true }).fill("Pilot Station");
  await tomas.page.getByRole("button", { name: "Save" }).click();
  await expect(maya.page.getByRole("link", { name: "Back to Pilot Station" })).toBeVisible();

  await maya.page.getByRole("link", { name: "Audit log" }).click();
  await expect(maya.page.getByText("Maya made Tomas an admin")).toBeVisible();

  await maya.page.getByRole("link", { name: "Members" }).click();
  await maya.page.getByRole("button", { name: "Remove Tomas" }).click();
  await maya.page.getByRole("dialog").getByRole("button", { name: "Remove from workspace" }).click();
  await expect(tomas.title).toHaveText("You are no longer in Pilot Station");
  await expect(maya.page.getByText("1 member")).toBeVisible();
});

test("the only owner is told what to do before leaving; an archived workspace is read-only; a deleted one is gone", async ({
  visitor,
}) => {
  test.slow();
  const maya = await visitor();
  await maya.settle(someone("Maya"), "Last Buoy");
  const other = await maya.page.context().newPage();
  await other.goto(maya.page.url());
  await other.getByRole("textbox", { name: /^Message / }).waitFor();
  const dialog = maya.page.getByRole("dialog");

  await openSettings(maya, "Last Buoy");
  await maya.page.getByRole("button", { name: "Leave workspace" }).click();
  await dialog.getByRole("button", { name: "Leave workspace" }).click();
  await expect(dialog.getByRole("alert")).toContainText("You are the only owner.");
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await maya.page.getByRole("button", { name: "Archive workspace" }).click();
  await dialog.getByRole("button", { name: "Archive workspace" }).click();
  await expect(maya.page.getByText("This workspace is archived.")).toBeVisible();
  await expect(other.getByText("This workspace is archived.")).toBeVisible();
  await maya.page.getByRole("button", { name: "Unarchive workspace" }).click();
  await expect(other.getByRole("textbox", { name: /^Message / })).toBeVisible();

  await maya.page.getByRole("button", { name: "Delete workspace" }).click();
  await expect(dialog.getByRole("button", { name: "Delete workspace" })).toBeDisabled();
  await dialog.getByLabel("Type last-buoy to confirm").fill("last-buoy");
  await dialog.getByRole("button", { name: "Delete workspace" }).click();
  await expect(maya.page.getByLabel("Workspace name")).toBeVisible();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Last Buoy was deleted");
});

test("the settings are accessible, on a desk and on a phone", async ({ visitor }) => {
  test.slow();
  const maya = await visitor({ reducedMotion: "reduce" });
  await maya.signIn(demo.maya);
  const { page } = maya;
  const home = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const part of ["general", "members", "invitations", "audit"]) {
      await maya.open(`${home}/settings/${part}`);
      await maya.title.waitFor();
      await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
      await expectAccessibleInBothThemes(page);
    }
    await maya.open(`${home}/settings/invitations`);
    await page.getByRole("button", { name: "Invite people" }).click();
    await page.getByRole("tab", { name: "By link" }).click();
    await expectAccessibleInBothThemes(page);
  }
  await maya.open(`${home}/settings`);
  await expect(maya.title).toHaveText("Workspace settings");
  await expectAccessibleInBothThemes(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

async function openSettings({ page }: Person, workspace: string) {
  await page.getByRole("button", { name: workspace, exact: true }).click();
  await page.getByRole("menuitem", { name: "Workspace settings" }).click();
  await page.getByRole("heading", { level: 1, name: "General" }).waitFor();
}
