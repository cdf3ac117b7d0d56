import { expect } from "@playwright/test";
import { measured, percentile } from "./budgets";
import { open, test } from "./stand";

const count = 100;

type Times = Record<string, number>;

test("how soon a second person sees a message", async ({ stand, arrive }, info) => {
  const [maya, tomas] = [await arrive("maya"), await arrive("tomas")];
  for (const one of [maya, tomas]) await open(one, stand, stand.general);
  await tomas.page.evaluate(notePainted);
  await maya.page.evaluate(noteEnter);
  const field = maya.page.locator("#composer");
  for (let i = 1; i <= count; i++) {
    await field.fill(`tick ${i}.`);
    await maya.key("Enter", "\r");
    await expect(field).toHaveValue("");
  }
  await expect(tomas.page.locator("#messages article").last()).toContainText(`tick ${count}.`);
  const read = (page: typeof maya.page) =>
    page.evaluate(() => (globalThis as unknown as { ticks: Times }).ticks as Times);
  const [sent, seen] = [await read(maya.page), await read(tomas.page)];
  const took = Object.entries(sent).map(([tick, at]) => (seen[tick] ?? Number.NaN) - at);
  expect(took.length).toBe(count);
  measured(info, "seenHalf", percentile(took, 0.5), `${count} messages`);
  measured(info, "seen", percentile(took, 0.95), `slowest ${Math.max(...took).toFixed(0)}`);
});

/** Runs in the page of who writes: when Enter was pressed on each. */
function noteEnter() {
  const ticks: Times = {};
  const field = document.querySelector("#composer") as HTMLTextAreaElement;
  addEventListener(
    "keydown",
    ({ key, timeStamp }) => {
      if (key === "Enter") ticks[field.value] = performance.timeOrigin + timeStamp;
    },
    true,
  );
  Object.assign(globalThis, { ticks });
}

/** Runs in the page of who reads: when each was painted. */
function notePainted() {
  const ticks: Times = {};
  const known = new Set<string>();
  const { afterPaint } = (globalThis as unknown as { echoMeter: { afterPaint: () => Promise<number> } }).echoMeter;
  const feed = document.querySelector("#messages") as Element;
  new MutationObserver(() => {
    for (const row of feed.querySelectorAll("article")) {
      const tick = /tick \d+\./.exec(row.textContent ?? "")?.[0];
      if (!tick || known.has(tick)) continue;
      known.add(tick);
      void afterPaint().then((at) => {
        ticks[tick] = performance.timeOrigin + at;
      });
    }
  }).observe(feed, { subtree: true, childList: true });
  Object.assign(globalThis, { ticks });
}
