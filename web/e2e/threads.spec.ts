import type { Page } from "@playwright/test";
import { expect, lines, type Teammate, test } from "./conversation-team";

const threadOf = (page: Page) => page.getByRole("complementary", { name: "Thread" });
const replyField = (page: Page) => page.getByRole("textbox", { name: /^Reply to the thread/ });
const summaryOf = (page: Page, count: RegExp) => page.getByRole("main").getByRole("link", { name: count });
const rowOf = (who: Teammate, id: string) => who.page.locator(`#messages [data-message="${id}"]`);

test("44, 45, 46, 48, 65 · a thread opens beside its channel, follows what is said, and closes", async ({
  team: { maya, tomas },
}) => {
  const { page } = maya;
  await maya.post(lines(1, 40));
  const root = await maya.messageId(lines(20, 20)[0] ?? "");
  await tomas.reply(root, ["one answer"]);
  await maya.open(undefined, `?m=${root}`);
  await expect(rowOf(maya, root)).toBeInViewport();

  const top = async () => (await rowOf(maya, root).boundingBox())?.y ?? 0;
  await summaryOf(page, /1 reply/).hover();
  const before = await top();
  await summaryOf(page, /1 reply/).click();
  await expect(threadOf(page).getByText("one answer")).toBeVisible();
  await expect(replyField(page)).toBeFocused();
  expect(Math.abs((await top()) - before), "44: the channel stands still").toBeLessThanOrEqual(2);

  await tomas.reply(root, ["another answer"]);
  await expect(threadOf(page).getByText("another answer")).toBeVisible();
  await expect(summaryOf(page, /2 replies/), "45: the count follows").toBeVisible();
  await expect(threadOf(page).getByText("2 replies")).toBeVisible();

  await tomas.open();
  await page.getByLabel("Also send to #general").check();
  await replyField(page).fill("said in both places");
  await replyField(page).press("Enter");
  await expect(threadOf(page).getByText("said in both places")).toHaveCount(1);
  await expect(tomas.said("said in both places"), "46: the channel has it once").toHaveCount(1);
  await expect(page.getByLabel("Also send to #general")).not.toBeChecked();
  await replyField(page).fill("said in the thread");
  await replyField(page).press("Enter");
  await expect(threadOf(page).getByText("said in the thread")).toHaveCount(1);
  await expect(summaryOf(page, /4 replies/)).toBeVisible();
  await expect(tomas.said("said in the thread")).toHaveCount(0);

  await page.keyboard.press("Escape");
  await expect(threadOf(page)).toHaveCount(0);
  await expect(rowOf(maya, root), "48: the focus is back on the message").toBeFocused();
  await page.goBack();
  await expect(threadOf(page), "65: back opens it again").toBeVisible();
  await page.goBack();
  await expect(threadOf(page)).toHaveCount(0);
  await page.goForward();
  await expect(threadOf(page).getByText("said in the thread")).toBeVisible();
});

test("7, 45 · an answer written without a connection is sent after a reload, once, and nothing said meanwhile is missing", async ({
  team: { maya, tomas },
}) => {
  const { page } = maya;
  await maya.post(["the question"]);
  const root = await maya.messageId("the question");
  await tomas.reply(root, ["heard"]);
  await maya.open(undefined, `?t=${root}`);
  await expect(threadOf(page).getByText("heard")).toBeVisible();

  await page.route("**/api/workspaces/**/messages", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await replyField(page).fill("written in the tunnel");
  await replyField(page).press("Enter");
  await expect(threadOf(page).getByText("Sending")).toBeVisible();
  await page.reload();
  await expect(threadOf(page).getByText("written in the tunnel")).toHaveCount(1);
  await tomas.reply(root, ["said meanwhile"]);
  await page.unroute("**/api/workspaces/**/messages");
  await page.reload();
  await expect(threadOf(page).getByText("said meanwhile")).toHaveCount(1);
  await expect(threadOf(page).getByText("3 replies")).toBeVisible();
  await expect(threadOf(page).getByText("written in the tunnel")).toHaveCount(1);
});

test("7 · what was read, and followed no more, without a connection is told after a reload", async ({
  team: { maya, tomas },
}) => {
  const { page } = maya;
  await maya.post(["the question"]);
  const root = await maya.messageId("the question");
  await tomas.reply(root, ["heard"]);
  await maya.open(undefined, `?t=${root}`);
  await expect(threadOf(page).getByText("heard")).toBeVisible();

  const any = "**/api/workspaces/**";
  await page.route(any, (route) => (route.request().method() === "GET" ? route.continue() : route.abort()));
  const untold = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/read-receipt"));
  await tomas.post(["said in the tunnel"]);
  await expect(maya.said("said in the tunnel")).toBeVisible();
  await untold;
  await threadOf(page).getByRole("button", { name: "Stop following this thread" }).click();
  await expect(threadOf(page).getByRole("button", { name: "Follow this thread" })).toBeVisible();
  await page.reload();
  await expect(threadOf(page).getByRole("button", { name: "Follow this thread" })).toBeVisible();
  await maya.openList("saved");
  const said = await maya.message("said in the tunnel");
  expect(await maya.lastRead()).toBeLessThan(said.messageNo);

  await page.unroute(any);
  await page.reload();
  await expect.poll(() => maya.lastRead()).toBe(said.messageNo);
  const path = `channels/${maya.place.channelId}/messages/${root}/replies`;
  const isFollowing = async () => (await maya.api<{ state: { isFollowing: boolean } }>("GET", path)).state.isFollowing;
  await expect.poll(isFollowing).toBe(false);
});

test("47 · the list of threads has the unread first, lets one answer, and marks all read", async ({
  team: { maya, tomas },
}) => {
  const { page } = maya;
  await maya.post(["first topic", "second topic", "third topic"]);
  const ids = await Promise.all(["first topic", "second topic", "third topic"].map((text) => maya.messageId(text)));
  const [first, second, third] = ids as [string, string, string];
  await tomas.reply(first, ["about the first", "and more", "and more still"]);
  await tomas.reply(second, ["about the second"]);
  await tomas.reply(third, ["about the third"]);
  await maya.open(undefined, `?t=${third}`);
  await expect(threadOf(page).getByText("about the third")).toBeVisible();

  const link = page.getByRole("link", { name: /^Threads/ });
  await expect(link).toHaveAccessibleName(/unread/);
  await link.click();
  const list = page.getByRole("list", { name: "Threads" });
  const headings = list.getByText(/ topic$/);
  await expect(headings).toHaveText(["second topic", "first topic", "third topic"]);
  await expect(list.getByText("3 new replies")).toBeVisible();
  await expect(list.getByRole("link", { name: "Show 1 more reply" })).toBeVisible();

  await list.getByRole("button", { name: "Reply" }).first().click();
  await page.getByRole("textbox", { name: /^Reply to the thread/ }).fill("answered here");
  await page.keyboard.press("Enter");
  await expect(list.getByText("answered here")).toHaveCount(1);
  await expect(headings).toHaveText(["second topic", "first topic", "third topic"]);

  await page.getByRole("button", { name: "Mark all read" }).click();
  await expect(link).not.toHaveAccessibleName(/unread/);
  await page.getByRole("button", { name: "Unread" }).click();
  await expect(page.getByRole("heading", { name: "All caught up" })).toBeVisible();
});

test("the widths of the sidebar and the thread are set by keyboard and pointer, kept, and reset by a double click", async ({
  team: { maya, tomas },
}) => {
  const { page } = maya;
  await maya.post(["something to answer"]);
  const root = await maya.messageId("something to answer");
  await tomas.reply(root, ["an answer"]);
  await maya.open(undefined, `?t=${root}`);
  for (const { name, widen, usual, narrowest, widest } of [
    { name: "Width of the sidebar", widen: "ArrowRight", usual: "252", narrowest: "220", widest: "360" },
    { name: "Width of the thread", widen: "ArrowLeft", usual: "384", narrowest: "320", widest: "560" },
  ]) {
    const edge = page.getByRole("separator", { name });
    await edge.press("End");
    await expect(edge).toHaveAttribute("aria-valuenow", widest);
    await edge.press("Home");
    await expect(edge).toHaveAttribute("aria-valuenow", narrowest);
    await edge.press(widen);
    await expect(edge).toHaveAttribute("aria-valuenow", String(Number(narrowest) + 16));
    await page.reload();
    await expect(edge).toHaveAttribute("aria-valuenow", String(Number(narrowest) + 16));
    await edge.dblclick();
    await expect(edge).toHaveAttribute("aria-valuenow", usual);
  }
  const edge = page.getByRole("separator", { name: "Width of the thread" });
  const box = (await edge.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + 4, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x - 56, box.y + 100, { steps: 4 });
  await page.mouse.up();
  await expect(edge).toHaveAttribute("aria-valuenow", "444");
});
