import type { Page } from "@playwright/test";
import { expect, Person, someone, test } from "./fixtures";
import { Front } from "./newer-build";
import { cluster, EchoServer, freePort } from "./server";

/** The app has kept itself, its list of channels and a message, for a time without a network. */
async function isKept(page: Page, channel: string, text: string) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await expect
    .poll(() =>
      page.evaluate(
        async ([channel, text]) => {
          const db = await new Promise<IDBDatabase>((resolve, reject) => {
            const opening = indexedDB.open("echo");
            opening.onsuccess = () => resolve(opening.result);
            opening.onerror = () => reject(opening.error);
          });
          const has = (prefix: string, text: string) =>
            new Promise<boolean>((resolve) => {
              const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
              const reading = db.transaction("values").objectStore("values").getAll(range);
              reading.onsuccess = () => resolve(JSON.stringify(reading.result).includes(text));
            });
          const found = (await has("memberships:", channel)) && (await has("page:", text));
          db.close();
          return found;
        },
        [channel, text] as const,
      ),
    )
    .toBe(true);
}

test("7, 58 · without a server the app opens with channels and messages; what is written and done then outlives a reload", async ({
  visitor,
  server,
}) => {
  test.skip(!!cluster, "ends the server");
  test.slow();
  const maya = await visitor({ serviceWorkers: "allow" });
  const account = someone("Maya");
  await maya.settle(account, "Far Out");
  await maya.say("The last thing heard");
  await expect(maya.messages("The last thing heard")).toHaveCount(1);
  await expect(maya.page.getByText("Sending")).toHaveCount(0);
  await isKept(maya.page, "general", "The last thing heard");

  await server.kill();
  await maya.page.reload();
  await expect(maya.title).toHaveText("general");
  await expect(maya.messages("The last thing heard")).toHaveCount(1);
  await expect(maya.page.getByRole("link", { name: "general" })).toBeVisible();

  const heard = maya.page.getByRole("article").filter({ hasText: "The last thing heard" });
  const liked = heard.getByRole("button", { name: /^👍 1/ });
  await heard.hover();
  await maya.page
    .getByRole("toolbar", { name: "Message tools" })
    .getByRole("button", { name: "React with 👍" })
    .click();
  await heard.focus();
  await maya.page.keyboard.press("s");
  const isDone = async () => {
    await expect(liked).toHaveAttribute("aria-pressed", "true");
    await expect(heard.getByRole("img", { name: "Saved" })).toBeVisible();
  };
  await isDone();

  await maya.say("First");
  await maya.say("Second");
  await maya.say("Third");
  await maya.seesOnce(["The last thing heard", "First", "Second", "Third"]);
  await maya.page.reload();
  await maya.seesOnce(["The last thing heard", "First", "Second", "Third"]);
  await isDone();
  await expect(maya.page.getByText("Reconnecting. You can keep writing, messages will be sent.")).toBeVisible();

  await server.run();
  await expect(maya.page.getByText("Sending")).toHaveCount(0, { timeout: 30_000 });
  await expect(maya.page.getByText("Reconnecting. You can keep writing, messages will be sent.")).toHaveCount(0);
  await isDone();

  // The server has it all: another device sees it.
  const atHome = await visitor();
  await atHome.signIn(account);
  await atHome.seesOnce(["The last thing heard", "First", "Second", "Third"]);
  const there = atHome.page.getByRole("article").filter({ hasText: "The last thing heard" });
  await expect(there.getByRole("button", { name: /^👍 1/ })).toHaveAttribute("aria-pressed", "true");
  await expect(there.getByRole("img", { name: "Saved" })).toBeVisible();
});

test("60 · a new version offers to reload, keeps what is being written, and never reloads by itself", async ({
  browser,
}) => {
  test.slow();
  const [port, behind] = [await freePort(), await freePort()];
  const server = await EchoServer.startBehind(port, behind);
  const front = await Front.open(port, behind);
  const context = await browser.newContext({ serviceWorkers: "allow", viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const maya = new Person(page, server);
    await maya.settle(someone("Maya"), "Moving On");
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => Object.assign(window, { stayed: true })));
    await maya.composer.fill("Half a sen");

    front.isNewer = true;
    await server.kill();
    await server.run();
    await expect(page.getByText("Echo was updated.")).toBeVisible({ timeout: 30_000 });
    await maya.composer.press("End");
    await maya.composer.pressSequentially("tence");
    expect(await page.evaluate(() => "stayed" in window)).toBe(true);

    await page.getByRole("button", { name: "Reload" }).click();
    await expect.poll(() => page.evaluate(() => "stayed" in window).catch(() => true)).toBe(false);
    await expect(maya.composer).toHaveText("Half a sentence");
    const isWaiting = () =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state ?? null);
    expect(await isWaiting()).toBeNull();
  } finally {
    await context.close();
    await front.close();
    await server.stop();
  }
});
