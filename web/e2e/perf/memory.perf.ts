import { expect } from "@playwright/test";
import { measured } from "./budgets";
import { isShown, linkTo, open, post, pour, test, textOf } from "./stand";

const everyMs = 100;
const seconds = process.env.HOUR ? 3600 : 60;

test("the heap, after one channel and after twenty", async ({ stand, arrive }, info) => {
  const meter = await arrive();
  await open(meter, stand, stand.general);
  measured(info, "heapFirst", await meter.heap(), "200 messages in the channel");
  for (const room of stand.rooms) {
    const [x, y] = await linkTo(meter, room);
    await meter.untilPainted(isShown, room.name, () => meter.click(x, y));
  }
  measured(info, "heapVisited", await meter.heap());
});

test("the heap while ten messages come a second", async ({ stand, arrive }, info) => {
  test.setTimeout((seconds + 600) * 1000);
  const meter = await arrive();
  const room = stand.rooms[0] as (typeof stand.rooms)[0];
  await open(meter, stand, room);
  const last = meter.page.locator("#messages article").last();
  // As much as a channel keeps in memory, so that what comes later takes the place of what is let go.
  for (let i = 0; i < 8; i++) await pour(stand, room.id, 100);
  await expect(last).toContainText("That is all.");
  await post(stand, stand.tomas, room.id, "Now it begins.");
  await expect(last).toContainText("Now it begins.");
  const before = await meter.heap();
  const count = (seconds * 1000) / everyMs;
  const sent: Promise<unknown>[] = [];
  await new Promise<void>((resolve) => {
    const clock = setInterval(() => {
      sent.push(post(stand, stand.tomas, room.id, textOf(sent.length)));
      if (sent.length < count) return;
      clearInterval(clock);
      resolve();
    }, everyMs);
  });
  await Promise.all(sent);
  await post(stand, stand.tomas, room.id, "That was the last.");
  await expect(last).toContainText("That was the last.", { timeout: 60_000 });
  const grown = (await meter.heap()) - before;
  measured(info, "heapGrowth", grown, `${count} messages in ${seconds} s, from ${before.toFixed(1)} MB`);
});
