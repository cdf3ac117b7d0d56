import { expect, test } from "./conversation-team";

test("look", async ({ team: { maya, tomas, channelId } }) => {
  test.setTimeout(120_000);
  await maya.post(["Kiosk screens are back on the wall and showing the right clock."]);
  await tomas.post(["Morning. Staging has the new winter timetable. I walked the Vaxholm route end to end and only one thing is off: the 17:40 still shows the summer pier.", "Nice catch. The printed posters use the old berth too. I can order a reprint today."]);
  const root = await maya.messageId("Nice catch. The printed posters use the old berth too. I can order a reprint today.");
  await maya.reply(root, ["How many are up already?"]);
  await tomas.reply(root, ["Six at the terminal, two at Slussen. I can swap those by hand today.", `Proof for the reprint is here, @${maya.user.username}`]);
  const other = await maya.makeChannel("design-reviews");
  await tomas.joinChannel(other);
  await tomas.post([`Can you sign this off before noon, @${maya.user.username}?`], other);
  await tomas.post(["hello there"], channelId);
  await maya.open();
  await maya.page.screenshot({ path: "/tmp/t1-channel.png" });
  await maya.page.getByRole("link", { name: /3 replies/ }).click();
  await maya.page.getByRole("complementary", { name: "Thread" }).waitFor();
  await expect(maya.page.getByText("How many are up already?")).toBeVisible();
  await maya.page.screenshot({ path: "/tmp/t2-thread.png" });
  await maya.page.emulateMedia({ colorScheme: "dark" });
  await maya.page.screenshot({ path: "/tmp/t3-thread-dark.png" });
  await maya.page.emulateMedia({ colorScheme: "light" });
  await maya.page.setViewportSize({ width: 1000, height: 800 });
  await maya.page.screenshot({ path: "/tmp/t4-thread-mid.png" });
  await maya.page.setViewportSize({ width: 390, height: 844 });
  await maya.page.screenshot({ path: "/tmp/t5-thread-phone.png" });
  await maya.page.setViewportSize({ width: 1440, height: 900 });
  for (const name of ["Threads", "Mentions", "Saved"]) {
    await maya.page.getByRole("link", { name: new RegExp(`^${name}`) }).first().click();
    await expect(maya.page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(maya.page.getByRole("main").getByRole("status")).toHaveCount(0);
    await maya.page.screenshot({ path: `/tmp/v-${name}.png` });
  }
  await maya.page.setViewportSize({ width: 390, height: 844 });
  await maya.page.goto(maya.address().replace(/\/c\/.*/, "/threads"));
  await expect(maya.page.getByRole("heading", { level: 1, name: "Threads" })).toBeVisible();
  await maya.page.waitForTimeout(1000);
  await maya.page.screenshot({ path: `/tmp/v-threads-phone.png` });
  await maya.page.goto(maya.address().replace(/\/c\/.*/, ""));
  await maya.page.waitForTimeout(1000);
  await maya.page.screenshot({ path: `/tmp/v-home-phone.png` });
});
