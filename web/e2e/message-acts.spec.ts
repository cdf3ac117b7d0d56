import type { Locator } from "@playwright/test";
import { expect, lines, type Teammate, test } from "./conversation-team";

const rowOf = (who: Teammate, text: string | RegExp): Locator =>
  who.page.locator("#messages article").filter({ hasText: text });
const menuOf = async (who: Teammate, text: string, item: string) => {
  await rowOf(who, text).click({ button: "right", position: { x: 120, y: 8 } });
  await who.page.getByRole("menuitem", { name: item, exact: true }).click();
};
const chip = (row: Locator, emoji: string) => row.getByRole("button", { name: new RegExp(`^${emoji} \\d`) });

test("15, 16, 17, 36 · editing in place, by Up and by key; the other screen follows; deleting asks once, and threads stay", async ({
  team: { maya, tomas },
}) => {
  await tomas.open();
  await maya.open();
  await maya.say("first words", "frist answer");
  await expect(tomas.said("frist answer")).toBeVisible();
  const field = maya.page.getByRole("textbox", { name: "Edit message" });

  await maya.composer.press("ArrowUp");
  await expect(field, "15: Up opens my last message").toBeFocused();
  await expect(field).toHaveValue("frist answer");
  await field.press("Escape");
  await expect(field).toHaveCount(0);
  await expect(maya.composer, "15: Esc gives the focus back").toBeFocused();

  await maya.composer.press("ArrowUp");
  await field.fill("first answer");
  await field.press("Enter");
  await expect(maya.said("first answer")).toBeVisible();
  await expect(tomas.said("first answer"), "16: the other screen says it anew").toBeVisible();
  await expect(rowOf(tomas, "first answer").getByText("(edited)")).toBeVisible();

  await maya.reply(await maya.messageId("first words"), ["a reply that stays"]);
  await expect(tomas.page.getByRole("link", { name: /1 reply/ })).toBeVisible();
  await rowOf(maya, "first words").focus();
  await maya.page.keyboard.press("Delete");
  const dialog = maya.page.getByRole("dialog", { name: "Delete this message?" });
  await dialog.getByRole("button", { name: "Delete message" }).click();
  await expect(dialog, "17: it asks once").toHaveCount(0);
  await expect(tomas.said("first words")).toHaveCount(0);
  await expect(tomas.said("This message was deleted.")).toBeVisible();
  await tomas.page.getByRole("link", { name: /1 reply/ }).click();
  await expect(
    tomas.page.getByRole("complementary", { name: "Thread" }).getByText("a reply that stays"),
    "36: the thread of what was deleted is still there",
  ).toBeVisible();
});

test("24, 49, 50 · a reaction is there at once on both screens, names who reacted, keeps the end in view, and goes back when refused", async ({
  team: { maya, tomas },
}) => {
  await maya.post(lines(1, 40));
  await maya.open();
  await tomas.open();
  // All of it is new to Tomas, who starts at its beginning.
  await tomas.page.getByRole("button", { name: "Jump to latest" }).click();
  const last = /^line 40|line 40/;
  await expect(rowOf(maya, last)).toBeInViewport();

  await rowOf(maya, last).hover();
  await maya.page
    .getByRole("toolbar", { name: "Message tools" })
    .getByRole("button", { name: "React with 👍" })
    .click();
  await expect(chip(rowOf(maya, last), "👍")).toHaveAttribute("aria-pressed", "true");
  await expect(chip(rowOf(maya, last), "👍"), "24: the end stays in view").toBeInViewport({ ratio: 1 });
  await expect(chip(rowOf(tomas, last), "👍")).toBeInViewport({ ratio: 1 });
  await expect(chip(rowOf(tomas, last), "👍")).toHaveAttribute("aria-pressed", "false");

  await chip(rowOf(tomas, last), "👍").click();
  await expect(chip(rowOf(maya, last), "👍")).toHaveText(/2/);
  // A click closes what a hover opened; the pointer has to come anew.
  await tomas.page.mouse.move(0, 0);
  await chip(rowOf(tomas, last), "👍").hover();
  await expect(tomas.page.getByRole("tooltip"), "50: it says who").toHaveText("You and Maya reacted with 👍");

  await maya.page.route(/\/reactions\//, (route) => route.fulfill({ status: 403, json: { code: "forbidden" } }));
  await chip(rowOf(maya, last), "👍").click();
  await expect(maya.page.locator("[data-sonner-toast]"), "49: a refusal says so").toBeVisible();
  await expect(chip(rowOf(maya, last), "👍"), "49: and is taken back").toHaveText(/2/);
  await expect(chip(rowOf(maya, last), "👍")).toHaveAttribute("aria-pressed", "true");

  await maya.page.unroute(/\/reactions\//);
  await chip(rowOf(maya, last), "👍").click();
  await expect(chip(rowOf(tomas, last), "👍")).toHaveText(/1/);
});

test("28 · marked unread, a channel is bold and stays so until I leave and come back", async ({
  team: { maya, tomas },
}) => {
  const other = await maya.makeChannel(`other-${Date.now()}`);
  await tomas.post(["one", "two", "three"]);
  await maya.open();
  const row = maya.page.getByRole("link", { name: /general/ });
  await expect.poll(() => maya.lastRead()).toBe(3);

  await menuOf(maya, "two", "Mark unread from here");
  await expect(row).toHaveAccessibleName(/unread/);
  await expect(rowOf(maya, "two").getByRole("heading", { name: "New messages" })).toBeVisible();
  await tomas.post(["four"]);
  await expect(maya.said("four")).toBeVisible();
  expect(await maya.lastRead(), "28: what comes meanwhile does not make it read").toBe(1);
  await expect(row).toHaveAccessibleName(/unread/);

  await maya.page.locator(`[data-channel="${other}"]`).click();
  await expect(maya.feed.getByText("This is the very start")).toBeVisible();
  await row.click();
  await expect(rowOf(maya, "two").getByRole("heading", { name: "New messages" })).toBeVisible();
  await expect.poll(() => maya.lastRead(), { message: "28: read when I come back" }).toBe(4);
});

test("a message is pinned, saved, quoted and forwarded, and everything can be done by keyboard", async ({
  team: { maya, tomas },
}) => {
  await tomas.post(["worth keeping"]);
  const other = await maya.makeChannel(`plans-${Date.now()}`);
  await tomas.open();
  await maya.open();
  await menuOf(maya, "worth keeping", "Pin to channel");
  await expect(rowOf(tomas, "worth keeping").getByRole("img", { name: "Pinned to the channel" })).toBeVisible();
  await tomas.page.getByRole("button", { name: "Pinned messages" }).click();
  const pins = tomas.page.getByRole("dialog", { name: "Pinned messages" });
  await expect(pins.getByText("worth keeping")).toBeVisible();
  await expect(pins.getByText(/Pinned by Maya/)).toBeVisible();
  await pins.getByRole("button", { name: "Unpin" }).click();
  await expect(pins.getByText("Nothing is pinned here")).toBeVisible();
  await expect(rowOf(maya, "worth keeping").getByRole("img", { name: "Pinned to the channel" })).toHaveCount(0);

  await rowOf(maya, "worth keeping").focus();
  await maya.page.keyboard.press("s");
  await expect(rowOf(maya, "worth keeping").getByRole("img", { name: "Saved" })).toBeVisible();
  await menuOf(maya, "worth keeping", "Remind me");
  await maya.page.getByRole("button", { name: /In an hour/ }).click();
  await expect(maya.page.getByRole("dialog")).toHaveCount(0);

  await menuOf(maya, "worth keeping", "Forward");
  await maya.page.getByRole("button", { name: /^plans-/ }).click();
  await maya.page.getByLabel("Add a few words").fill("look at this");
  await maya.page.getByRole("dialog").getByRole("button", { name: "Forward" }).click();
  await maya.page.locator(`[data-channel="${other}"]`).click();
  await expect(maya.feed.getByText("look at this")).toBeVisible();
  await expect(
    maya.feed.getByRole("link", { name: /Tomas.*worth keeping/s }),
    "drawn as the message it is",
  ).toBeVisible();
});
