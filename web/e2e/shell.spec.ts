import { expect, test } from "./conversation-team";
import { demo, someone } from "./fixtures";
import { cluster } from "./server";

test("42 · Ctrl+K finds by a few letters, the unread first, and gives commands", async ({ team: { maya, tomas } }) => {
  const [quiet, loud] = [await maya.makeChannel("berth-quiet"), await maya.makeChannel("berth-loud")];
  await tomas.joinChannel(quiet);
  await tomas.joinChannel(loud);
  await maya.post(["first"], loud);
  await maya.post(["then"], quiet);
  await tomas.post(["hello"], loud);
  const { page } = maya;
  await maya.open();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("brth");
  await expect(page.getByRole("option").first()).toContainText("berth-loud");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("berth-loud");

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill(">dark");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("61 · the list of shortcuts opens by key, but not while writing; Shift+Esc marks all as read, and can be undone", async ({
  team: { maya, tomas },
}) => {
  const { page } = maya;
  const other = await maya.makeChannel("far-pier");
  await tomas.joinChannel(other);
  await maya.open();
  await maya.composer.fill("Who is there");
  await maya.composer.press("End");
  await maya.composer.press("Shift+?");
  await expect(maya.composer).toContainText("Who is there?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Control+/");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(dialog.getByText("Jump to a conversation, or give a command")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);

  const row = page.getByRole("link", { name: /far-pier/ });
  await tomas.post(["one", "two"], other);
  await expect(row).toHaveAttribute("data-unread", "true");
  await page.keyboard.press("Shift+Escape");
  await expect(row).not.toHaveAttribute("data-unread");
  await expect.poll(() => maya.lastRead(other)).toBe(2);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toHaveAttribute("data-unread", "true");
});

test("40 · unread rows out of sight are told of above and below", async ({ team: { maya, tomas } }) => {
  test.slow();
  const { page } = maya;
  await page.setViewportSize({ width: 1440, height: 500 });
  const ids: string[] = [];
  for (let i = 10; i < 32; i++) ids.push(await maya.makeChannel(`pier-${i}`));
  const last = ids.at(-1) as string;
  await tomas.joinChannel(last);
  await tomas.post(["down here"], last);
  await maya.open();
  const below = page.getByRole("button", { name: "More unreads below" });
  await below.click();
  await expect(below).toHaveCount(0);
  await expect(page.getByRole("link", { name: /pier-31/ })).toBeInViewport();
  await tomas.post(["up there"]);
  await page.getByRole("link", { name: /pier-31/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("pier-31");
  await tomas.post(["and again"]);
  const above = page.getByRole("button", { name: "More unreads above" });
  await above.click();
  await expect(page.getByRole("link", { name: /general/ })).toBeInViewport();
  await expect(above).toHaveCount(0);
});

test("58 · the app says up to where it is in step, and that it catches up", async ({
  team: { maya, tomas },
  server,
}) => {
  test.skip(!!cluster, "ends the server");
  const { page } = maya;
  await maya.open();
  await tomas.post(["one", "two", "three"]);
  await expect(page.getByRole("button", { name: "In step up to 3" })).toBeVisible();
  await server.kill();
  await expect(page.getByRole("button", { name: /^Catching up, 3 so far/ })).toBeVisible({ timeout: 20_000 });
  await server.run();
  await tomas.post(["four"]);
  await expect(page.getByRole("button", { name: "In step up to 4" })).toBeVisible({ timeout: 20_000 });

  await page.keyboard.press("Control+Shift+D");
  const dialog = page.getByRole("dialog", { name: "In step" });
  await expect(dialog.getByText("websocket")).toBeVisible();
  await expect(dialog.getByRole("row", { name: /^general 4 1 4 4 / })).toBeVisible();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await dialog.getByRole("button", { name: "Copy as text" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("transport: websocket");
});

test("the app speaks the language of the browser, and the one that is chosen, at once and after a reload", async ({
  visitor,
}) => {
  const stranger = await visitor({ locale: "sv-SE" });
  await stranger.open("/login");
  await expect(stranger.page.getByRole("button", { name: "Logga in" })).toBeVisible();
  await expect(stranger.page.locator("html")).toHaveAttribute("lang", "sv");

  const maya = await visitor();
  await maya.signIn(demo.maya);
  await maya.open("/settings/preferences");
  await maya.page.getByLabel("Svenska").click();
  await expect(maya.title).toHaveText("Allmänt");
  await expect(maya.page.locator("html")).toHaveAttribute("lang", "sv");
  await maya.page.reload();
  await maya.page.getByLabel("English").click();
  await expect(maya.title).toHaveText("Preferences");
});

test("59 · signing out in one tab signs out the other, and what was being written is there after signing in again", async ({
  visitor,
}) => {
  const maya = await visitor();
  const account = someone("Maya");
  await maya.settle(account, "Two Tabs");
  await maya.composer.fill("not finished");
  const other = await maya.page.context().newPage();
  await other.goto(maya.page.url());
  await other.getByRole("button", { name: "You: Maya" }).click();
  await other.getByRole("menuitem", { name: "Sign out" }).click();
  await maya.page.getByRole("button", { name: "Sign in" }).waitFor();
  await maya.signIn(account);
  await expect(maya.title).toHaveText("general");
  await expect(maya.composer).toHaveText("not finished");
});

test("62, 63 · at 320 px, at 200 %, and above a soft keyboard the composer is there and the page does not go sideways", async ({
  team: { maya, tomas },
}) => {
  const { page } = maya;
  await tomas.post(["a word ".repeat(60), `https://example.org/${"long/".repeat(60)}`, "the last one"]);
  await maya.open();
  for (const [width, height] of [
    [320, 640],
    [720, 450],
    [390, 400],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(maya.composer).toBeInViewport({ ratio: 1 });
    await expect(maya.said("the last one")).toBeInViewport();
    const sideways = () => page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth);
    expect(await sideways()).toBeLessThanOrEqual(0);
    await maya.composer.fill(`written at ${width}`);
    await expect(maya.composer).toHaveText(`written at ${width}`);
  }
});
