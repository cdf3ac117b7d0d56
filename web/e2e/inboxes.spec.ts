import { expectAccessibleInBothThemes } from "./axe";
import { expect, type Teammate, test } from "./conversation-team";

const listOf = ({ page }: Teammate, name: string) => page.getByRole("list", { name }).getByRole("listitem");

test("36 · a deleted message keeps its thread reachable", async ({ team: { maya, tomas } }) => {
  const { page } = maya;
  await tomas.post(["what was asked", "what came after"]);
  const root = await tomas.messageId("what was asked");
  await maya.reply(root, ["what was answered"]);
  await maya.open();
  await tomas.api("DELETE", `channels/${tomas.place.channelId}/messages/${root}`);
  const tombstone = page.locator(`#messages [data-message="${root}"]`);
  await expect(tombstone).toContainText("This message was deleted.");
  await tombstone.getByRole("link", { name: /1 reply/ }).click();
  const thread = page.getByRole("complementary", { name: "Thread" });
  await expect(thread).toContainText("what was answered");
  await expect(thread).toContainText("This message was deleted.");
});

test("what was saved is ticked off, put back, reminded of and removed", async ({ team: { maya } }) => {
  const { page } = maya;
  await maya.post(["order the reprint", "call the harbour"]);
  for (const text of ["order the reprint", "call the harbour"]) {
    const id = await maya.messageId(text);
    await maya.api("PUT", `channels/${maya.place.channelId}/messages/${id}/saved`, {});
  }
  await maya.openList("saved");
  const todo = listOf(maya, "To do");
  await expect(todo).toHaveText([/call the harbour/, /order the reprint/]);
  await todo.last().getByRole("button", { name: "Set a reminder" }).click();
  await page.getByRole("menuitem", { name: "Tomorrow morning" }).click();
  await expect(todo.last()).toContainText(/Reminder tomorrow/);
  await todo.last().getByRole("button", { name: "Mark as done" }).click();
  await expect(todo).toHaveCount(1);
  await todo.getByRole("button", { name: "Remove from saved" }).click();
  await expect(page.getByRole("heading", { name: "Nothing saved" })).toBeVisible();
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await listOf(maya, "Done").getByRole("button", { name: "Move back to do" }).click();
  await page.getByRole("button", { name: "To do", exact: true }).click();
  await expect(todo).toContainText("order the reprint");
});

test("a draft and a scheduled message are listed, changed, sent and deleted", async ({ team: { maya } }) => {
  const { page } = maya;
  const { workspaceId, channelId } = maya.place;
  const draft = { workspaceId, content: "half a thought", revision: 0 };
  await maya.call("PUT", `/api/drafts/${channelId}`, draft);
  const later = (content: string, hours: number) =>
    maya.call("POST", "/api/scheduled", {
      workspaceId,
      channelId,
      content,
      clientMessageCorrelationId: `later-${hours}`,
      sendAt: new Date(Date.now() + hours * 3_600_000).toISOString(),
    });
  await later("the weekly note", 5);
  await later("the evening note", 3);
  await maya.open();
  await page.getByRole("link", { name: "Drafts" }).click();
  await expect(listOf(maya, "Drafts")).toContainText("half a thought");
  await listOf(maya, "Drafts").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { name: "No drafts" })).toBeVisible();

  await page.getByRole("button", { name: /^Scheduled/ }).click();
  const planned = listOf(maya, "Scheduled");
  await expect(planned).toHaveText([/the evening note/, /the weekly note/]);
  await planned.first().getByRole("button", { name: "Change text or time" }).click();
  await page.getByLabel("Message", { exact: true }).fill("the morning note");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(planned.first()).toContainText("the morning note");
  await planned.first().getByRole("button", { name: "Send now" }).click();
  await expect(planned).toHaveText([/the weekly note/]);
  await planned.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { name: "Nothing is scheduled" })).toBeVisible();
  await maya.open();
  await expect(maya.said("the morning note")).toHaveCount(1);
});

test("a thread and the lists above the channels are accessible, on a desk and on a phone", async ({
  team: { maya, tomas },
}) => {
  test.slow();
  const { page } = maya;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await maya.post(["is the pier open", "and the other one"]);
  const root = await maya.messageId("is the pier open");
  await tomas.reply(root, ["it is, @channel", "until ten"]);
  await maya.api("PUT", `channels/${maya.place.channelId}/messages/${root}/saved`, {});
  const passes = async () => {
    await expectAccessibleInBothThemes(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  };
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport);
    for (const [path, sign] of [
      ["threads", "until ten"],
      ["mentions", "it is,"],
      ["saved", "is the pier open"],
      ["drafts", "No drafts"],
    ] as const) {
      await maya.openList(path);
      await expect(page.getByRole("main").getByText(sign).first()).toBeVisible();
      await passes();
    }
    await page.goto(`${maya.address()}?t=${root}`);
    await expect(page.getByRole("complementary", { name: "Thread" }).getByText("until ten")).toBeVisible();
    await passes();
  }
});
