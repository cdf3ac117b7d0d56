import { measured, median, spread } from "./budgets";
import { isShown, linkTo, open, test } from "./stand";

const runs = 5;

test("from channel to channel", async ({ stand, arrive }, info) => {
  const meter = await arrive();
  await open(meter, stand, stand.general);
  const go = async (channel: { id: string; name: string }) => {
    const [x, y] = await linkTo(meter, channel);
    return meter.untilPainted(isShown, channel.name, () => meter.click(x, y));
  };
  const rooms = stand.rooms.slice(0, runs);
  const unseen: Awaited<ReturnType<typeof go>>[] = [];
  for (const room of rooms) unseen.push(await go(room));
  const seen: typeof unseen = [];
  for (const room of rooms) seen.push(await go(room));
  for (const [clockRow, cpuRow, took] of [
    ["switchCached", "switchCachedCpu", seen],
    ["switchNew", "switchNewCpu", unseen],
  ] as const) {
    const [clock, cpu] = [took.map((one) => one.clock), took.map((one) => one.cpu)];
    measured(info, clockRow, median(clock), spread(clock));
    measured(info, cpuRow, median(cpu), spread(cpu));
  }
});
