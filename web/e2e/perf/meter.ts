import type { CDPSession, Page } from "@playwright/test";

/** Looks into one page from outside: processor time of its main thread, its heap, and real input. */
export class Meter {
  private constructor(
    readonly page: Page,
    private readonly devtools: CDPSession,
  ) {}

  static async on(page: Page): Promise<Meter> {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
    await page.addInitScript(install);
    return new Meter(page, devtools);
  }

  /** Processor time of all tasks of the main thread up to now, in ms. */
  async cpu(): Promise<number> {
    const { metrics } = await this.devtools.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
  }

  /** What is left in the heap after a collection, in MB of a million bytes. */
  async heap(): Promise<number> {
    await this.devtools.send("HeapProfiler.enable");
    // What a first collection lets go of may hold on to more.
    for (let i = 0; i < 3; i++) await this.devtools.send("HeapProfiler.collectGarbage");
    const { usedSize } = await this.devtools.send("Runtime.getHeapUsage");
    return usedSize / 1e6;
  }

  /**
   * From an input to the frame in which the page is as wanted, by the clock from the moment of the input itself, and the
   * processor time meanwhile. `isThere` runs in the page.
   */
  async untilPainted<A>(isThere: (argument: A) => boolean, argument: A, input: () => Promise<void>) {
    await this.page.evaluate(`echoMeter.arm(${isThere.toString()}, ${JSON.stringify(argument)})`);
    const before = await this.cpu();
    await input();
    const clock = await this.page.evaluate<number>("echoMeter.painted");
    return { clock, cpu: (await this.cpu()) - before };
  }

  async key(key: string, text?: string) {
    const code = key.length === 1 ? key.toUpperCase().charCodeAt(0) : key === "Enter" ? 13 : 0;
    const event = { key, windowsVirtualKeyCode: code, ...(text && { text }) };
    await this.devtools.send("Input.dispatchKeyEvent", { type: "keyDown", ...event });
    await this.devtools.send("Input.dispatchKeyEvent", { type: "keyUp", key, windowsVirtualKeyCode: code });
  }

  insert(text: string) {
    return this.devtools.send("Input.insertText", { text });
  }

  async click(x: number, y: number) {
    const event = { x, y, button: "left", clickCount: 1 } as const;
    await this.devtools.send("Input.dispatchMouseEvent", { type: "mousePressed", ...event });
    await this.devtools.send("Input.dispatchMouseEvent", { type: "mouseReleased", ...event });
  }

  /** A wheel under the pointer; a positive distance goes up. */
  async scroll(distance: number, speed: number) {
    const box = await this.page.getByRole("main").boundingBox();
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
    const gesture = { x, y, yDistance: distance, speed, preventFling: true, gestureSourceType: "mouse" } as const;
    await this.devtools.send("Input.synthesizeScrollGesture", gesture);
  }
}

/** Runs in each page before anything else. */
function install() {
  let inputAt = 0;
  const note = (event: Event) => {
    inputAt = event.timeStamp;
  };
  addEventListener("keydown", note, true);
  addEventListener("click", note, true);

  /** The moment after the next frame has been drawn. */
  const afterPaint = () =>
    new Promise<number>((resolve) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      }),
    );

  const until = <A>(isThere: (argument: A) => boolean, argument: A) =>
    new Promise<void>((resolve) => {
      const observer = new MutationObserver(look);
      function look() {
        if (!isThere(argument)) return;
        observer.disconnect();
        resolve();
      }
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      look();
    });

  const meter = {
    until,
    afterPaint,
    painted: Promise.resolve(0),
    arm<A>(isThere: (argument: A) => boolean, argument: A) {
      meter.painted = until(isThere, argument)
        .then(afterPaint)
        .then((at) => at - inputAt);
    },
  };
  Object.assign(globalThis, { echoMeter: meter });
}
