import { expect, type Teammate, test } from "./conversation-team";
import { movingGif, noisyPng, plainPng } from "./pictures";

const picture = (name: string, edge = 40) => ({ name, mimeType: "image/png", buffer: plainPng(edge, edge) });

test("an emoji of one's own is added, offered, written, reacted with and removed, on both screens", async ({
  team: { maya, tomas },
}) => {
  test.slow();
  const { page } = maya;
  await tomas.post(["The lamp is lit"]);
  await tomas.open();

  // Added from the settings: what cannot be one is told where it is.
  await openEmojiPage(maya);
  await page.getByRole("button", { name: "Add emoji" }).click();
  const dialog = page.getByRole("dialog", { name: "Add emoji" });
  const file = dialog.getByLabel("Picture");
  await file.setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") });
  await expect(dialog.getByRole("alert")).toContainText("not a picture");
  await file.setInputFiles({ name: "huge.gif", mimeType: "image/gif", buffer: movingGif(300 * 1024) });
  await expect(dialog.getByRole("alert")).toContainText("at most 256 kB");
  await file.setInputFiles({ name: "broken.png", mimeType: "image/png", buffer: Buffer.from("not one") });
  await dialog.getByLabel("Name").fill("smile");
  await dialog.getByRole("button", { name: "Add emoji" }).click();
  await expect(dialog.getByText("There is an emoji called :smile: already.")).toBeVisible();
  await dialog.getByLabel("Name").fill("Light House");
  await expect(dialog.getByLabel("Name")).toHaveValue("light_house");
  await dialog.getByRole("button", { name: "Add emoji" }).click();
  await expect(dialog.getByRole("alert")).toContainText("not a picture");
  // What is too large is made to fit before it is sent.
  const lamp = noisyPng(320, 300);
  expect(lamp.length).toBeGreaterThan(256 * 1024);
  await file.setInputFiles({ name: "lamp.png", mimeType: "image/png", buffer: lamp });
  await expect(dialog.getByRole("region", { name: "How it looks" }).getByRole("img")).toBeVisible();
  await maya.expectAccessible();
  await dialog.getByRole("button", { name: "Add emoji" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("main").getByRole("listitem").filter({ hasText: ":light_house:" })).toContainText(
    "Added by Maya",
  );
  await maya.expectAccessible();

  // There at once on the other screen: among the suggestions, in the picker, as a reaction, in a text.
  await tomas.composer.pressSequentially("See :light");
  await tomas.page.getByRole("option", { name: ":light_house:" }).click();
  await expect(tomas.composer).toHaveValue("See :light_house: ");
  await tomas.composer.press("Enter");
  await expect(tomas.feed.getByRole("img", { name: ":light_house:" })).toBeVisible();
  await maya.open();
  await expect(maya.feed.getByRole("img", { name: ":light_house:" })).toBeVisible();
  const lit = page.getByRole("article").filter({ hasText: "The lamp is lit" });
  await lit.hover();
  await lit.getByRole("button", { name: "Add a reaction" }).click();
  const picker = page.getByRole("dialog", { name: "Choose an emoji" });
  await picker.getByRole("combobox").fill("light house");
  await picker.getByRole("gridcell", { name: "light house", exact: true }).hover();
  await expect(lit.getByRole("toolbar"), "what the picker stands beside stays there").toBeVisible();
  await picker.getByRole("gridcell", { name: "light house", exact: true }).click();
  await expect(tomas.page.getByRole("article").filter({ hasText: "lit" }).locator("button img")).toBeVisible();

  // It can be a status, too.
  await tomas.page.getByRole("button", { name: /^You: / }).click();
  await tomas.page.getByRole("menuitem", { name: "Set a status" }).click();
  await tomas.page.getByRole("button", { name: "Choose an emoji" }).click();
  await tomas.page.getByRole("dialog").getByRole("combobox", { name: "Search emoji" }).fill("light house");
  await tomas.page.getByRole("gridcell", { name: "light house", exact: true }).click();
  await tomas.page.getByLabel("Status", { exact: true }).fill("On the rock");
  await tomas.page.getByRole("button", { name: "Save status" }).click();
  await expect(lit.getByRole("img", { name: "On the rock" }).locator("img")).toBeVisible();

  // The picker has a door for one that is missing; who is not an admin removes what they added.
  await tomas.page.getByRole("button", { name: "Emoji", exact: true }).click();
  await tomas.page.getByRole("dialog", { name: "Choose an emoji" }).getByRole("combobox").fill("buoy bell");
  await tomas.page.getByRole("button", { name: "Add an emoji" }).click();
  const his = tomas.page.getByRole("dialog", { name: "Add emoji" });
  await expect(his.getByLabel("Name")).toHaveValue("buoy_bell");
  await his.getByLabel("Picture").setInputFiles(picture("bell.png", 20));
  await his.getByRole("button", { name: "Add emoji" }).click();
  await expect(his).toHaveCount(0);
  await openEmojiPage(tomas);
  await expect(tomas.page.getByRole("button", { name: "Remove :light_house:" })).toHaveCount(0);
  await tomas.page.getByRole("button", { name: "Remove :buoy_bell:" }).click();
  await tomas.page.getByRole("dialog").getByRole("button", { name: "Remove emoji" }).click();
  await expect(tomas.page.getByRole("main").getByText(":buoy_bell:")).toHaveCount(0);

  // Removed while it stands on a screen, its name is left.
  await openEmojiPage(tomas);
  await maya.api("DELETE", "emoji/light_house");
  await expect(tomas.page.getByText("No emoji of your own yet")).toBeVisible();
  await expect(maya.feed.getByText("See :light_house:")).toBeVisible();
});

async function openEmojiPage(who: Teammate) {
  await who.page.goto(who.address().replace(/\/c\/.*/, "/settings/emoji"));
  await expect(who.page.getByRole("heading", { level: 1, name: "Emoji" })).toBeVisible();
}
