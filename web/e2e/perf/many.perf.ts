import { blankFrames, largestStepAgainst, recordFrames } from "../conversation-team";
import { measured, median, percentile, spread } from "./budgets";
import type { Meter } from "./meter";
import { open, test } from "./stand";

const wheel = { distance: 30_000, speed: 1_500 };
const onward = { distance: 60_000, speed: 6_000 };
const typed = "the berth at the north quay is free from nine, and the posters are on the wall of the kiosk";
const sends = 10;

test("ten thousand messages: scrolling, typing, sending", async ({ stand, arrive }, info) => {
  const meter = await arrive();
  await open(meter, stand, stand.archive);
  await scrolling(meter, info);
  measured(info, "heapMany", await meter.heap());
  await typing(meter, info);
  await sending(meter, info);
});

type Info = Parameters<typeof measured>[0];

/** As a hand does for a while, then faster until the first message of all. */
async function scrolling(meter: Meter, info: Info) {
  let most = 0;
  let back = 0;
  let frames = 0;
  const look = async ({ distance, speed }: typeof wheel) => {
    const stop = await recordFrames(meter.page);
    const began = Date.now();
    await meter.scroll(distance, speed);
    const took = (Date.now() - began) / 1000;
    const seen = await stop();
    await meter.page.evaluate(() => Object.assign(window, { frames: [] }));
    back = Math.max(back, largestStepAgainst(seen, 1));
    frames += seen.length;
    most = Math.max(most, ...seen.map(({ mounted }) => mounted));
    return { blank: blankFrames(seen), frames: seen.length, fps: seen.length / took };
  };
  const slow = await look(wheel);
  let missing = 0;
  while (!(await meter.page.evaluate(isAtStart))) missing += (await look(onward)).blank;
  measured(info, "fps", slow.fps, `over ${wheel.distance} px`);
  measured(
    info,
    "blank",
    slow.blank,
    `of ${slow.frames}; at ${onward.speed} px/s ${missing} of ${frames - slow.frames}`,
  );
  measured(info, "backward", back, `${frames} frames, to the first message`);
  measured(info, "rows", most);
}

function isAtStart(): boolean {
  const feed = document.querySelector("#messages");
  const scroller = feed?.parentElement?.parentElement;
  return scroller?.scrollTop === 0 && feed?.getAttribute("aria-busy") !== "true";
}

async function typing(meter: Meter, info: Info) {
  await meter.page.locator("#composer").focus();
  const cpu: number[] = [];
  const clock: number[] = [];
  let written = "";
  for (const letter of typed) {
    written += letter;
    const took = await meter.untilPainted(
      (text) => document.querySelector<HTMLTextAreaElement>("#composer")?.value === text,
      written,
      () => meter.key(letter, letter),
    );
    cpu.push(took.cpu);
    clock.push(took.clock);
  }
  measured(info, "keyCpu", percentile(cpu, 0.95), `${cpu.length} keys, median ${median(cpu).toFixed(1)}`);
  measured(info, "key", percentile(clock, 0.95), `median ${median(clock).toFixed(1)}`);
}

async function sending(meter: Meter, info: Info) {
  const field = meter.page.locator("#composer");
  await field.fill("");
  await meter.page.getByRole("button", { name: "Jump to latest" }).click();
  const cpu: number[] = [];
  const clock: number[] = [];
  for (let i = 0; i < sends; i++) {
    const text = `mine, number ${i}`;
    await field.fill(text);
    const took = await meter.untilPainted(
      (wanted) =>
        [...document.querySelectorAll("#messages article")].slice(-3).some((row) => row.textContent?.includes(wanted)),
      text,
      () => meter.key("Enter", "\r"),
    );
    cpu.push(took.cpu);
    clock.push(took.clock);
  }
  measured(info, "sendCpu", median(cpu), spread(cpu));
  measured(info, "send", median(clock), spread(clock));
}
