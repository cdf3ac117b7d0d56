import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { measured, median, spread } from "./budgets";
import { addressOf, isShown, test } from "./stand";

const runs = 5;

test("what the app weighs", ({ page: _ }, info) => {
  const tool = join(import.meta.dirname, "../../tools/budget.mjs");
  const sizes = JSON.parse(execFileSync(process.execPath, [tool, "--json"], { encoding: "utf8" })) as number[];
  for (const [i, row] of (["chatScript", "signInScript", "style"] as const).entries()) {
    measured(info, row, sizes[i] ?? Number.NaN);
  }
});

test("a channel from nothing", async ({ stand, arrive }, info) => {
  const cpu: number[] = [];
  const clock: number[] = [];
  const seen: Loaded[] = [];
  for (let i = 0; i < runs; i++) {
    const meter = await arrive();
    await meter.page.addInitScript(watchPaint);
    const before = await meter.cpu();
    await meter.page.goto(addressOf(stand, stand.general), { waitUntil: "commit" });
    const wanted = `echoMeter.until(${isShown.toString()}, ${JSON.stringify(stand.general.name)})`;
    // Interactive: all is there and painted, and the main thread has nothing left to do.
    const idle = "new Promise((resolve) => requestIdleCallback(() => resolve(performance.now())))";
    clock.push(await meter.page.evaluate<number>(`${wanted}.then(echoMeter.afterPaint).then(() => ${idle})`));
    const after = await meter.cpu();
    // A page that got a process of its own starts to count anew.
    cpu.push(after < before ? after : after - before);
    seen.push(await meter.page.evaluate(readPaint));
    await meter.page.context().close();
  }
  measured(info, "fonts", median(seen.map(({ fonts }) => fonts)), `${seen[0]?.files} files`);
  measured(info, "interactiveCpu", median(cpu), spread(cpu));
  measured(info, "interactive", median(clock), spread(clock));
  const lcp = seen.map((one) => one.lcp);
  measured(info, "lcp", median(lcp), spread(lcp));
  measured(info, "cls", Math.max(...seen.map(({ cls }) => cls)), "the worst of 5");
});

type Loaded = { lcp: number; cls: number; fonts: number; files: number };
type Watch = { lcp: number; cls: number };

/** Runs in the page from its beginning. */
function watchPaint() {
  const watch: Watch = { lcp: 0, cls: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watch.lcp = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
      if (!entry.hadRecentInput) watch.cls += entry.value;
    }
  }).observe({ type: "layout-shift", buffered: true });
  Object.assign(globalThis, { watch });
}

function readPaint(): Loaded {
  const { watch } = globalThis as unknown as { watch: Watch };
  const text = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
  const fonts = (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).filter(
    ({ name, startTime }) => name.endsWith(".woff2") && startTime < text,
  );
  const bytes = fonts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  return { ...watch, fonts: bytes / 1000, files: fonts.length };
}
