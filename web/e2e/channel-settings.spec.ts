import { expectAccessibleInBothThemes } from "./axe";
import { demo, expect, type Person, test } from "./fixtures";

test("an archived channel is read-only for all, comes back, and is gone when deleted", async ({ visitor }) => {
  test.slow();
  const [maya, tomas] = [await visitor(), await visitor()];
  await maya.signIn(demo.maya);
  await tomas.signIn(demo.tomas);
  await makeChannel(maya, "old-charts");
  await addTomas(maya);
  await tomas.goTo("old-charts");
  await maya.say("still here");
  await expect(tomas.messages("still here")).toBeVisible();

  const dialog = await openDetails(maya, "Settings");
  await dialog.getByRole("button", { name: "Archive channel" }).click();
  await dialog.getByRole("button", { name: "Archive channel" }).click();
  await expect(tomas.page.getByText("This channel is archived.")).toBeVisible();
  await expect(tomas.composer).toHaveCount(0);
  await expect(maya.page.getByRole("link", { name: "old-charts" })).toHaveCount(0);
  await expect(maya.messages("still here")).toBeVisible();

  await tomas.page.getByRole("button", { name: "Add channels" }).click();
  await tomas.page.getByRole("menuitem", { name: "Browse channels" }).click();
  await tomas.page.getByRole("button", { name: "Archived" }).click();
  await expect(tomas.page.getByRole("button", { name: "Open old-charts" })).toBeVisible();
  await tomas.page.keyboard.press("Escape");

  await maya.page.getByRole("button", { name: "Unarchive" }).click();
  await expect(tomas.composer).toBeVisible();

  await openDetails(maya, "Settings");
  await dialog.getByRole("button", { name: "Delete channel" }).click();
  await dialog.getByLabel("Type old-charts to confirm").fill("old-charts");
  await dialog.getByRole("button", { name: "Delete channel" }).click();
  await expect(tomas.title).toHaveText("old-charts was deleted");
  await expect(maya.title).not.toHaveText("old-charts");
});

test("a viewer cannot write, and can again as a member", async ({ visitor }) => {
  const [maya, tomas] = [await visitor(), await visitor()];
  await maya.signIn(demo.maya);
  await tomas.signIn(demo.tomas);
  await makeChannel(maya, "bulletin");
  await addTomas(maya);
  await tomas.goTo("bulletin");
  await expect(tomas.composer).toBeVisible();

  const dialog = await openDetails(maya, "Members");
  await dialog.getByLabel("Role of Tomas Berg").selectOption("viewer");
  await expect(tomas.page.getByText("You can read here, but only some people can write.")).toBeVisible();
  await expect(tomas.composer).toHaveCount(0);
  await dialog.getByLabel("Role of Tomas Berg").selectOption("member");
  await expect(tomas.composer).toBeVisible();
});

test("a group conversation opens for all of it, and is the same one when asked for again", async ({ visitor }) => {
  const [maya, tomas] = [await visitor(), await visitor()];
  await maya.signIn(demo.maya);
  await tomas.signIn(demo.tomas);
  for (const round of [1, 2]) {
    await maya.page.getByRole("button", { name: "New message" }).first().click();
    const dialog = maya.page.getByRole("dialog");
    for (const name of ["Tomas Berg", "Ines Okafor"]) {
      await dialog.getByLabel("Find a person").fill(name);
      await dialog.getByRole("checkbox", { name }).check();
    }
    await dialog.getByRole("button", { name: "Start conversation" }).click();
    await expect(maya.title).toHaveText(/Tomas, Ines|Ines, Tomas/);
    if (round === 1) await maya.say("a word with you two");
    await expect(maya.messages("a word with you two")).toBeVisible();
  }
  await tomas.page.getByRole("link", { name: /Maya, Ines|Ines, Maya/ }).click();
  await expect(tomas.messages("a word with you two")).toBeVisible();
});

test("a row is starred, muted and moved by its menu, and stays so", async ({ visitor }) => {
  const maya = await visitor();
  await maya.signIn(demo.maya);
  const { page } = maya;
  const row = page.getByRole("link", { name: "builds" });
  const choose = async (item: string) => {
    await row.click({ button: "right" });
    await page.getByRole("menuitem", { name: item }).click();
    await expect(page.getByRole("menu")).toHaveCount(0);
  };
  await choose("Star");
  await expect(page.getByRole("region", { name: "Starred" }).getByRole("link")).toHaveCount(1);
  await choose("Remove the star");
  await choose("Mute");
  await expect(row.getByRole("img", { name: "muted" })).toBeVisible();
  await choose("Move to a section");
  await page.getByLabel("Name of the section").fill("Machines");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("region", { name: "Machines" }).getByRole("link")).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole("region", { name: "Machines" }).getByRole("img", { name: "muted" })).toBeVisible();
  await choose("Unmute");
});

test("the details of a channel are accessible, on a desk and on a phone", async ({ visitor }) => {
  const maya = await visitor({ reducedMotion: "reduce" });
  await maya.signIn(demo.maya);
  await maya.goTo("launch");
  for (const width of [1440, 390]) {
    await maya.page.setViewportSize({ width, height: 900 });
    for (const tab of ["About", "Members", "Settings"]) {
      const dialog = await openDetails(maya, tab);
      await expect(dialog.getByRole("status")).toHaveCount(0);
      await expectAccessibleInBothThemes(maya.page);
      await maya.page.keyboard.press("Escape");
      await expect(dialog).toHaveCount(0);
    }
  }
});

async function makeChannel({ page, title }: Person, name: string) {
  await page.getByRole("button", { name: "Add channels" }).click();
  await page.getByRole("menuitem", { name: "Create a channel" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Create channel" }).click();
  await expect(title).toHaveText(name);
}

async function addTomas(maya: Person) {
  const dialog = await openDetails(maya, "Members");
  await dialog.getByRole("button", { name: "Add people" }).click();
  await dialog.getByLabel("Find a person").fill("Tomas");
  await dialog.getByRole("button", { name: "Add Tomas Berg" }).click();
  await expect(dialog.getByRole("button", { name: "Add Tomas Berg" })).toHaveCount(0);
  await maya.page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
}

async function openDetails({ page }: Person, tab: string) {
  await page.getByRole("button", { name: "About this channel" }).click();
  await page.getByRole("menuitem", { name: "Channel details" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("tab", { name: tab }).click();
  return dialog;
}
