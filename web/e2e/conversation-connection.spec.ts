import { expectAccessibleInBothThemes } from "./axe";
import { expect, test } from "./conversation-team";
import { cluster } from "./server";

test("35: after a sleep the missed messages appear in order, with no gap and none twice", async ({
  team: { maya, tomas },
}) => {
  await maya.open();
  await tomas.post(["before the sleep"]);
  await expect(maya.said("before the sleep")).toHaveCount(1);
  // Asleep: the socket is gone, and nobody in the page knows.
  await maya.page.context().setOffline(true);
  const missed = Array.from({ length: 30 }, (_, i) => `missed ${i + 1}`);
  await tomas.post(missed);
  await maya.page.evaluate(() => dispatchEvent(new Event("offline")));
  await maya.page.context().setOffline(false);
  await tomas.post(["after the sleep"]);
  await expect(maya.said("after the sleep")).toHaveCount(1);
  const numbers = await maya.feed
    .getByRole("article")
    .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("aria-posinset"))).filter((no) => no > 0));
  expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] as number) + i));
  await expect(maya.said("missed 30")).toHaveCount(1);
});

test("56: typing shows within half a second, and goes at once with the message", async ({ team: { maya, tomas } }) => {
  await maya.open();
  await tomas.open();
  const line = maya.page.getByText(/Tomas is typing/);
  await tomas.composer.pressSequentially("He");
  await expect(line).toBeVisible({ timeout: 1500 });
  const composer = await maya.composer.boundingBox();
  await tomas.composer.press("Enter");
  await expect(maya.said("He")).toHaveCount(1);
  await expect(line).toHaveCount(0);
  expect(await maya.composer.boundingBox()).toEqual(composer);
});

test("58: the server is killed and started again: a strip after five seconds, then all is there", async ({
  team: { maya, tomas },
  server,
}) => {
  test.skip(!!cluster, "ends the server");
  await maya.open();
  await tomas.open();
  await maya.say("Before");
  await expect(tomas.said("Before")).toHaveCount(1);
  await server.kill();
  await maya.say("Written in between");
  const strip = maya.page.getByText("Reconnecting. You can keep writing, messages will be sent.");
  await expect(strip).toBeVisible();
  await expect(maya.composer).toBeEditable();
  await server.run();
  await expect(strip).toHaveCount(0, { timeout: 20_000 });
  for (const person of [maya, tomas]) {
    await expect(person.said("Written in between")).toHaveCount(1, { timeout: 20_000 });
    await expect(person.said("Before")).toHaveCount(1);
  }
  await expect(maya.feed.getByText("Sending")).toHaveCount(0);
});

test("the conversation has no accessibility faults, in both themes", async ({ team: { maya, tomas } }) => {
  await maya.post(["**bold** and `code`", "```\nx = 1\n```", "- a\n- b\n\n| a | b |\n| - | - |\n| 1 | 2 |"]);
  await tomas.post(["https://example.com", "> quoted", "👍"]);
  await maya.page.route("**/messages", (route) =>
    route.request().method() === "POST" ? route.fulfill({ status: 403, body: "{}" }) : route.continue(),
  );
  await maya.open();
  await maya.say("refused");
  await expect(maya.feed.getByText("Not sent.")).toBeVisible();
  await expectAccessibleInBothThemes(maya.page, "main");
});
