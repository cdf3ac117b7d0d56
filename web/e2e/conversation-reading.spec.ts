import {
  blankFrames,
  expect,
  largestStep,
  largestStepAgainst,
  lines,
  recordFrames,
  scrollByHand,
  test,
} from "./conversation-team";

test("18: a second person sees a new message within 300 ms", async ({ team: { maya, tomas } }) => {
  await maya.open();
  await tomas.open();
  await maya.page.evaluate(() => {
    addEventListener("keydown", ({ key }) => key === "Enter" && Object.assign(window, { sentAt: Date.now() }), true);
  });
  await tomas.page.evaluate(() => {
    new MutationObserver(() => Object.assign(window, { changedAt: Date.now() })).observe(
      document.querySelector('[role="feed"]') as Element,
      { subtree: true, childList: true },
    );
  });
  const moment = (person: typeof maya, name: string) =>
    person.page.evaluate((key) => (window as unknown as Record<string, number>)[key] ?? 0, name);
  // The quickest of a few: the machine may be busy with other things in between.
  let quickest = Number.POSITIVE_INFINITY;
  for (let n = 1; n <= 40 && quickest >= 300; n++) {
    await maya.say(`number ${n}`);
    await expect(tomas.said(`number ${n}`)).toHaveCount(1);
    quickest = Math.min(quickest, (await moment(tomas, "changedAt")) - (await moment(maya, "sentAt")));
  }
  expect(quickest).toBeLessThan(300);
});

test("19: at the end, new messages keep the list at the end", async ({ team: { maya, tomas } }) => {
  await maya.post(lines(1, 40));
  await maya.open();
  await expect(maya.feed.getByText(/^line 40/)).toBeInViewport();
  for (const text of lines(41, 46)) {
    await tomas.post([text]);
    await expect(maya.feed.getByText(text, { exact: true })).toBeInViewport({ ratio: 1 });
  }
  // The composer grows; the end stays in view.
  await maya.composer.fill("many\nlines\nof\ntext\nhere");
  await expect(maya.feed.getByText(/^line 46/)).toBeInViewport({ ratio: 1 });
});

test("19: the end is kept, too, while so much is said that the oldest messages are let go", async ({
  team: { maya, tomas },
}) => {
  await maya.post(lines(1, 60));
  await maya.open();
  await expect(maya.feed.getByText(/^line 60/)).toBeInViewport();
  await tomas.post(Array.from({ length: 600 }, (_, i) => `stream ${i + 1}`));
  await expect(maya.said("stream 600")).toBeInViewport({ ratio: 1 });
  await expect(maya.page.getByRole("button", { name: /\d new|Jump to latest/ })).toHaveCount(0);
  await expect.poll(() => maya.lastRead()).toBe(660);
});

test("20, 21: scrolled up, a new message moves nothing; the pill counts it, leads to it, and goes", async ({
  team: { maya, tomas },
}) => {
  await maya.post(lines(1, 60));
  await maya.open();
  await expect(maya.feed.getByText(/^line 60/)).toBeInViewport();
  await scrollByHand(maya.page, 700);
  const stop = await recordFrames(maya.page);
  await tomas.post(["first news", "second news"]);
  const pill = maya.page.getByRole("button", { name: "2 new" });
  await expect(pill).toBeVisible();
  expect(largestStep(await stop())).toBe(0);
  await pill.click();
  await expect(maya.said("second news")).toBeInViewport({ ratio: 1 });
  await expect(pill).toHaveCount(0);
  await expect(maya.page.getByRole("button", { name: "Jump to latest" })).toHaveCount(0);
});

test("22: loading older messages moves no text, in the middle of scrolling or at rest", async ({
  team: { maya, tomas },
}) => {
  await maya.post(lines(1, 260));
  await maya.open();
  await expect(maya.feed.getByText(/^line 260/)).toBeInViewport();
  for (const source of ["mouse", "touch"] as const) {
    await scrollByHand(maya.page, 300, source);
    const stop = await recordFrames(maya.page);
    // Somebody writes meanwhile.
    await Promise.all([scrollByHand(maya.page, 4000, source), tomas.post([`said during ${source}`])]);
    const up = await stop();
    expect(largestStepAgainst(up, 1)).toBeLessThanOrEqual(2);
    expect(blankFrames(up)).toBe(0);
    const stopDown = await recordFrames(maya.page);
    await scrollByHand(maya.page, -2500, source);
    expect(largestStepAgainst(await stopDown(), -1)).toBeLessThanOrEqual(2);
  }
  // At rest: the page arrives late, and nothing stirs.
  let arrive = () => {};
  const late = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await maya.page.route("**/messages?before=*", async (route) => {
    await late;
    await route.continue();
  });
  const requested = maya.page.waitForRequest("**/messages?before=*");
  await scrollByHand(maya.page, 30_000);
  await requested;
  const top = maya.feed.getByRole("article").first();
  const before = await top.getAttribute("aria-posinset");
  const stop = await recordFrames(maya.page);
  arrive();
  await expect(maya.feed).toHaveAttribute("aria-busy", "false");
  expect(largestStep(await stop())).toBeLessThanOrEqual(1);
  expect(Number(await top.getAttribute("aria-posinset"))).toBeLessThan(Number(before));
});

test("25, 27: a channel opens at its New line with two read messages above; the line stays until I return", async ({
  team: { maya, tomas },
}) => {
  await maya.makeChannel("elsewhere");
  await maya.post(lines(1, 30));
  await tomas.post(Array.from({ length: 40 }, (_, i) => `unread ${i + 1}`));
  await maya.open();
  const line = maya.page.getByRole("heading", { name: "New messages" });
  await expect(line).toBeInViewport();
  const isInView = async (text: RegExp) => expect(maya.feed.getByText(text)).toBeInViewport();
  await isInView(/^line 29/);
  await isInView(/^line 30/);
  await isInView(/^unread 1$/);
  await expect(maya.feed.getByText(/^line 28/)).not.toBeInViewport();

  // Reading to the end, and what is said meanwhile, leave the line where it is.
  await scrollByHand(maya.page, -20_000);
  await tomas.post(["said while reading"]);
  await expect(maya.said("said while reading")).toBeInViewport();
  await expect.poll(() => maya.lastRead()).toBe(71);
  await scrollByHand(maya.page, 700);
  await expect(maya.feed.getByRole("article").filter({ has: line })).toContainText("unread 1");
  await scrollByHand(maya.page, -20_000);

  await maya.page.getByRole("link", { name: /elsewhere/ }).click();
  await expect(maya.composer).toHaveAccessibleName("Message #elsewhere");
  await maya.page.getByRole("link", { name: /general/ }).click();
  await expect(maya.said("said while reading")).toBeInViewport();
  await expect(line).toHaveCount(0);
});

test("26: a channel that is all read opens at its end, without a visible jump", async ({ team: { maya } }) => {
  const other = await maya.makeChannel("elsewhere");
  await maya.post(lines(1, 60));
  await maya.open(other);
  await maya.page.evaluate(() => {
    const tops: number[] = [];
    Object.assign(window, { tops });
    const look = () => {
      const row = document.querySelector<HTMLElement>('[aria-posinset="60"]');
      if (row && getComputedStyle(row).visibility === "visible") tops.push(Math.round(row.getBoundingClientRect().top));
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await maya.page.getByRole("link", { name: /general/ }).click();
  await expect(maya.feed.getByText(/^line 60/)).toBeInViewport({ ratio: 1 });
  const tops = await maya.page.evaluate(() => (window as unknown as { tops: number[] }).tops);
  expect(new Set(tops).size).toBe(1);
});

test("29, 30: a hidden tab does not mark as read; what I read here is read in my other tab", async ({
  team: { maya, tomas },
}) => {
  const other = await maya.makeChannel("elsewhere");
  await maya.open();
  const second = await maya.page.context().newPage();
  await second.goto(maya.address(other));
  const row = second.getByRole("link", { name: /general/ });
  await expect(row).toBeVisible();
  const setVisibility = (state: "hidden" | "visible") =>
    maya.page.evaluate((value) => {
      Object.defineProperty(document, "visibilityState", { value, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await setVisibility("hidden");
  await tomas.post(["Are you there?"]);
  await expect(maya.said("Are you there?")).toHaveCount(1);
  await expect(row).toHaveAccessibleName(/unread/);
  expect(await maya.lastRead()).toBe(0);
  await setVisibility("visible");
  await expect(row).not.toHaveAccessibleName(/unread/);
  await expect.poll(() => maya.lastRead()).toBe(1);
});

test("31, 32: words of one author stand together, days have names, and a hover tells the full time", async ({
  team: { maya, tomas },
}) => {
  await maya.post(["first", "second"]);
  await tomas.post(["third"]);
  await maya.open();
  const article = (text: string) => maya.feed.getByRole("article").filter({ hasText: text });
  const hasAvatar = (text: string) => article(text).locator(".echo-ring").count();
  await expect(article("third")).toBeVisible();
  expect([await hasAvatar("first"), await hasAvatar("second"), await hasAvatar("third")]).toEqual([1, 0, 1]);
  await expect(maya.feed.getByRole("heading", { name: "Today" })).toHaveCount(1);
  await expect(article("third").locator("time")).toHaveText(/^\d{1,2}:\d{2}$/);
  await expect(article("third").locator("time")).toHaveAttribute("title", /\d{4}.*\d{2}:\d{2}:\d{2}/);
});

test("33: a link to a message opens with it in the middle, and offers the way to the latest", async ({
  team: { maya, channelId },
}) => {
  await maya.post(lines(1, 180));
  const text = lines(40, 40)[0] as string;
  await maya.open(channelId, `?m=${await maya.messageId(text)}`);
  await expect(maya.said(text)).toBeInViewport();
  const box = await maya.said(text).boundingBox();
  expect(box?.y).toBeGreaterThan(250);
  expect(box?.y).toBeLessThan(600);
  await maya.page.getByRole("button", { name: "Jump to latest" }).click();
  await expect(maya.feed.getByText(/^line 180/)).toBeInViewport({ ratio: 1 });
});

test("34: returning to a channel finds the place where I was", async ({ team: { maya } }) => {
  await maya.makeChannel("elsewhere");
  await maya.post(lines(1, 120));
  await maya.open();
  await expect(maya.feed.getByText(/^line 120/)).toBeInViewport();
  await scrollByHand(maya.page, 2500);
  const place = () =>
    maya.page.evaluate(() => {
      const rows = document.querySelectorAll<HTMLElement>("[data-row]");
      const seen = Array.from(rows).find((row) => row.getBoundingClientRect().top > 150);
      return [seen?.dataset.row, Math.round(seen?.getBoundingClientRect().top ?? 0)];
    });
  const before = await place();
  await maya.page.getByRole("link", { name: /elsewhere/ }).click();
  await expect(maya.composer).toHaveAccessibleName("Message #elsewhere");
  await maya.page.getByRole("link", { name: /general/ }).click();
  await expect.poll(place).toEqual(before);
});

test("34: unread messages above and below the place I return to are pointed at", async ({ team: { maya, tomas } }) => {
  await maya.makeChannel("elsewhere");
  const goTo = async (name: string) => {
    await maya.page.getByRole("link", { name: new RegExp(name) }).click();
    await expect(maya.composer).toHaveAccessibleName(`Message #${name}`);
  };
  await maya.post(lines(1, 60));
  await tomas.post(lines(61, 110));
  await maya.open();
  const line = maya.page.getByRole("heading", { name: "New messages" });
  await expect(line).toBeInViewport();
  await scrollByHand(maya.page, -1500);
  await goTo("elsewhere");
  await tomas.post(["said meanwhile"]);
  await goTo("general");
  await expect(maya.page.getByRole("button", { name: /^\d+ new$/ })).toBeVisible();
  const above = maya.page.getByRole("button", { name: /^51 unread since/ });
  await above.click();
  await expect(line).toBeInViewport();
  await expect(above).toHaveCount(0);
  await expect(maya.page.locator("article:focus")).toContainText("line 61");
});

test("the keyboard goes from message to message, and the focus is never lost", async ({ team: { maya } }) => {
  await maya.post(lines(1, 120));
  await maya.open();
  await expect(maya.feed.getByText(/^line 120/)).toBeInViewport();
  await maya.composer.focus();
  await maya.page.keyboard.press("Shift+Tab");
  const focused = maya.page.locator("article:focus");
  await expect(focused).toContainText("line 120");
  await maya.page.keyboard.press("ArrowUp");
  await expect(focused).toContainText("line 119");
  await maya.page.keyboard.press("PageUp");
  await expect(focused).not.toContainText("line 119");
  await expect(focused).toBeInViewport();
  await maya.page.keyboard.press("Home");
  await expect(focused).toBeInViewport();
  await maya.page.keyboard.press("End");
  await expect(focused).toContainText("line 120");
  await scrollByHand(maya.page, 6000);
  await expect(focused).toContainText("line 120");
  await maya.page.keyboard.press("ArrowUp");
  await expect(focused).toContainText("line 119");
  await expect(focused).toBeInViewport();
});
