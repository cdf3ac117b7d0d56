import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Teammate, test } from "./conversation-team";

const viewOf = async ({ page, ...who }: Teammate, name: string) => {
  await page.goto(`${who.workspaceAddress}/${name}`);
};

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
