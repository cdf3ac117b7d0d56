import { expect, type Teammate, test } from "./conversation-team";

const rowOf = ({ page }: Teammate, name: string) =>
  page.getByRole("navigation", { name: "Channels and messages" }).getByRole("link", { name: new RegExp(`^${name}`) });
const weightOf = (who: Teammate, name: string) =>
  rowOf(who, name).evaluate((row) => Number(getComputedStyle(row).fontWeight));
const favicon = ({ page }: Teammate) => page.locator("link[rel=icon]").getAttribute("href");

test("37, 38, 39, 41 · rows, badges, title and icon say what waits, a muted channel only what calls me", async ({
  team: { maya, tomas },
}) => {
  const { page } = maya;
  const [reviews, builds] = [await maya.makeChannel("design-reviews"), await maya.makeChannel("builds")];
  for (const id of [reviews, builds]) await tomas.joinChannel(id);
  await maya.api("PUT", `channels/${builds}/preferences`, {
    isMuted: true,
    isStarred: false,
    notificationLevel: "default",
    section: "",
  });
  await maya.open();
  await expect(rowOf(maya, "builds").getByLabel("muted")).toBeVisible();

  await tomas.post(["a first sketch"], reviews);
  await tomas.post(["build 12 is green"], builds);
  await expect(rowOf(maya, "design-reviews"), "37: bold with a dot").toHaveAccessibleName(/unread$/);
  expect(await weightOf(maya, "design-reviews")).toBe(640);
  await expect(page).toHaveTitle(/^general/);

  const me = `@${maya.user.username}`;
  await tomas.post([`${me} please look`, `and ${me} here`], reviews);
  await expect(rowOf(maya, "design-reviews").getByLabel("2 unread messages"), "37: a number").toHaveText("2");
  await expect(page, "39: the title counts").toHaveTitle(/^\(2\) general/);
  expect(await favicon(maya)).toBe("/icon-calls.svg");

  expect(await weightOf(maya, "builds"), "38: never bold").toBe(400);
  await tomas.post([`${me} broke it`], builds);
  await expect(rowOf(maya, "builds").getByLabel("1 unread message"), "38: but called").toBeVisible();
  expect(await weightOf(maya, "builds")).toBe(400);
  await expect(page).toHaveTitle(/^\(3\) general/);

  await page.getByRole("button", { name: "Channels", exact: true }).click();
  await expect(rowOf(maya, "general"), "41: where I am stays").toBeVisible();
  await expect(rowOf(maya, "design-reviews"), "41: and what is unread").toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Channels", exact: true })).toHaveAttribute("aria-expanded", "false");
  await expect(rowOf(maya, "design-reviews").getByLabel("2 unread messages")).toBeVisible();

  // Read on another device.
  await maya.api("POST", `channels/${reviews}/read-receipt`, { messageNo: 3 });
  await maya.api("POST", `channels/${builds}/read-receipt`, { messageNo: 2 });
  await expect(page, "39: cleared at once").toHaveTitle(/^general/);
  expect(await favicon(maya)).toBe("/icon.svg");
  await expect(rowOf(maya, "design-reviews")).toHaveCount(0);
});

test("37, 47 · the row of threads has a dot for an unread answer, and a number where I am named", async ({
  team: { maya, tomas },
}) => {
  await maya.post(["a question"]);
  const root = await maya.messageId("a question");
  await tomas.open();
  await maya.open();
  await expect(rowOf(maya, "Threads")).not.toHaveAccessibleName(/unread/);
  await tomas.reply(root, ["an answer"]);
  await expect(rowOf(maya, "Threads")).toHaveAccessibleName(/unread$/);
  await expect(maya.page.getByRole("link", { name: /1 reply/ }).getByLabel("unread")).toBeVisible();
  await tomas.reply(root, [`and one for @${maya.user.username}`]);
  await expect(rowOf(maya, "Threads").getByLabel("1 unread message")).toBeVisible();
  await expect(maya.page).toHaveTitle(/^\(1\) general/);

  await maya.page.getByRole("link", { name: /2 replies/ }).click();
  await expect(rowOf(maya, "Threads"), "what is seen is read").not.toHaveAccessibleName(/unread/);
  await expect(maya.page).toHaveTitle(/^general/);

  await rowOf(maya, "Mentions").click();
  const mention = maya.page.getByRole("list", { name: "Mentions" }).getByRole("listitem");
  await expect(mention).toContainText("and one for");
  await expect(mention).toContainText("in a thread");
  await mention.getByRole("link", { name: /^Go to/ }).click();
  await expect(maya.page.getByRole("complementary", { name: "Thread" })).toContainText("and one for");
});

test("43 · being added shows a channel at once, being removed leaves it with a plain notice", async ({
  team: { maya, tomas },
}) => {
  await maya.open();
  const { id } = await tomas.api<{ id: string }>("POST", "channels", { type: "private", name: "leads" });
  await tomas.api("POST", `channels/${id}/members`, { userId: maya.user.id });
  await rowOf(maya, "leads").click();
  await expect(maya.page.getByRole("heading", { level: 1, name: "leads" })).toBeVisible();
  await tomas.api("DELETE", `channels/${id}/members/${maya.user.id}`);
  await expect(maya.page.getByRole("heading", { level: 1 })).toContainText("leads");
  await expect(rowOf(maya, "leads")).toHaveCount(0);
  await expect(maya.composer).toHaveCount(0);
});
