import { expectAccessible } from "./axe";
import { expect, test } from "./conversation-team";

test("51 · @, # and : offer names while one types; the keys pick, and Esc keeps the text", async ({
  team: { maya, tomas },
}) => {
  const { page } = maya;
  await maya.makeChannel("launch");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await maya.open();
  const list = page.getByRole("listbox");
  const marked = list.getByRole("option", { selected: true });

  // The first letter brings what is known; the names of the workspace have come by then or come after it.
  await maya.composer.pressSequentially("Ask @");
  await expect(list).toHaveAccessibleName("People and groups");
  await expect(list.getByRole("option", { name: /^Tomas/ })).toBeVisible();
  await expect(list.getByRole("option", { name: /^@channel/ })).toBeVisible();
  await expectAccessible(page);
  // From now on it is there at once, counted in work and frames, the least of a few: the machine may be busy.
  const least = { workMs: Number.POSITIVE_INFINITY, frames: Number.POSITIVE_INFINITY };
  for (let n = 0; n < 20 && (least.workMs >= 50 || least.frames > 3); n++) {
    await maya.composer.fill("");
    await expect(list).toHaveCount(0);
    const { workMs, frames } = await maya.composer.evaluate(typed, "@");
    least.workMs = Math.min(least.workMs, workMs);
    least.frames = Math.min(least.frames, frames);
  }
  expect(least.workMs).toBeLessThan(50);
  expect(least.frames).toBeLessThanOrEqual(3);
  await expect(list).toBeVisible();

  await maya.composer.pressSequentially("tom");
  await expect(marked).toHaveText(/Tomas/);
  const markedId = await marked.getAttribute("id");
  await expect(maya.composer).toHaveAttribute("aria-activedescendant", markedId as string);
  await page.keyboard.press("Enter");
  await expect(maya.composer).toHaveValue(`@${tomas.user.username} `);
  await expect(list).toHaveCount(0);
  await expect(maya.composer).toBeFocused();

  await maya.composer.pressSequentially("see #lau");
  await expect(marked).toHaveText(/launch/);
  await page.keyboard.press("Tab");
  await expect(maya.composer).toHaveValue(`@${tomas.user.username} see #launch `);

  await maya.composer.fill("");
  await maya.composer.pressSequentially(":s");
  await expect(list).toHaveCount(0);
  await maya.composer.pressSequentially("mi");
  await expect(list.getByRole("option", { name: ":smile:" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("ArrowDown");
  await expect(list.getByRole("option").nth(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await expect(maya.composer).toHaveValue(":smi");
  // A name that is finished by hand is the emoji as well.
  await maya.composer.pressSequentially("le: yes");
  await expect(maya.composer).toHaveValue("😄 yes");
  await page.keyboard.press("Enter");
  await expect(maya.said("😄 yes")).toHaveCount(1);
});

/** Types a letter in the page: how long the app works on it, and how many frames pass until the names are drawn. */
async function typed(field: HTMLElement | SVGElement, letter: string): Promise<{ workMs: number; frames: number }> {
  field.focus();
  const start = performance.now();
  document.execCommand("insertText", false, letter);
  const workMs = performance.now() - start;
  let frames = 0;
  while (!document.querySelector('[role="listbox"]') && frames < 600) {
    await new Promise(requestAnimationFrame);
    frames++;
  }
  return { workMs, frames };
}

test("the emoji picker is driven by keys, and puts its emoji where the caret was", async ({ team: { maya } }) => {
  const { page } = maya;
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await maya.open();
  await maya.composer.fill("Well done");
  await page.getByRole("button", { name: "Emoji", exact: true }).click();
  const picker = page.getByRole("dialog", { name: "Choose an emoji" });
  await expect(picker.getByRole("gridcell").first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.type("tada");
  await expect(picker.getByRole("gridcell", { selected: true })).toHaveAccessibleName("party popper");
  await page.keyboard.press("Enter");
  await expect(picker).toHaveCount(0);
  await expect(maya.composer).toBeFocused();
  await expect(maya.composer).toHaveValue("Well done🎉");
  // What was used is the first thing offered the next time, also after a reload.
  await page.reload();
  await page.getByRole("button", { name: "Emoji", exact: true }).click();
  await expect(picker.getByRole("gridcell").first()).toHaveAccessibleName("party popper");
  await page.keyboard.press("Escape");
  await expect(picker).toHaveCount(0);
  await expect(maya.composer).toBeFocused();
});

test("14, 59 · a draft is on every device, has a pencil, and outlives the session", async ({
  team: { maya },
  server,
}) => {
  const { page } = maya;
  await maya.makeChannel("other");
  await maya.open();
  await maya.composer.fill("Half a thought");

  // The same person at another browser: the pencil is there, and what is written there comes here.
  const browser = page.context().browser();
  const context = await browser?.newContext();
  const other = await context?.newPage();
  if (!other || !context) throw new Error("no browser");
  await other.goto(`${server.url}/login`);
  await other.getByLabel("Email or username").fill(maya.user.username);
  await other.getByLabel("Password", { exact: true }).fill("below the lighthouse");
  await other.getByRole("button", { name: "Sign in" }).click();
  await other.getByRole("link", { name: /other/ }).click();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("other");
  await expect(other.getByRole("link", { name: /general/ }).getByLabel("Draft")).toBeVisible();
  await other.getByRole("link", { name: /general/ }).click();
  const there = other.getByRole("textbox", { name: "Message #general" });
  await expect(there).toHaveValue("Half a thought");
  // Of two texts that were written apart, none is lost: the other one is offered.
  await other.route("**/api/drafts/**", (route) => route.abort());
  await there.fill("Written below deck");
  const saved = page.waitForResponse((answer) => answer.url().includes("/api/drafts/") && answer.ok());
  await maya.composer.fill("Written on deck");
  await saved;
  await other.unroute("**/api/drafts/**");
  await other.evaluate(() => dispatchEvent(new Event("online")));
  await expect(other.getByText("Written on another device: Written on deck")).toBeVisible();
  await expect(there).toHaveValue("Written below deck");
  await other.getByRole("button", { name: "Add it" }).click();
  await expect(there).toHaveValue("Written below deck\nWritten on deck");
  await expect(maya.composer).toHaveValue("Written below deck\nWritten on deck");
  await there.fill("A whole thought");
  await expect(maya.composer).toHaveValue("A whole thought");

  // The session ends in one tab: all tabs are signed out, and the text waits for the same person.
  const second = await page.context().newPage();
  await second.goto(maya.address());
  await expect(second.getByRole("textbox", { name: "Message #general" })).toHaveValue("A whole thought");
  await second.getByRole("button", { name: /^You:/ }).click();
  await second.getByRole("menuitem", { name: "Sign out" }).click();
  for (const tab of [second, page]) await expect(tab.getByRole("button", { name: "Sign in" })).toBeVisible();
  await page.getByLabel("Email or username").fill(maya.user.username);
  await page.getByLabel("Password", { exact: true }).fill("below the lighthouse");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: /general/ }).click();
  await expect(maya.composer).toHaveValue("A whole thought");
  // Sent here, it is gone there.
  await maya.composer.press("Enter");
  await expect(maya.said("A whole thought")).toHaveCount(1);
  await expect(there).toHaveValue("");
  await context.close();
});

test("someone named who is not in the channel can be added; a message can wait for its time", async ({
  team: { maya, tomas },
}) => {
  const { page } = maya;
  const launch = await maya.makeChannel("launch");
  await maya.open(launch);
  await maya.composer.pressSequentially(`Look, @${tomas.user.username} and others`);
  await expect(page.getByText("Not in #launch: Tomas.")).toBeVisible();
  await page.getByRole("button", { name: "Add to the channel" }).click();
  await expect(page.getByText("Not in #launch: Tomas.")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "2 members" })).toBeVisible();

  await page.getByRole("button", { name: "Send later" }).click();
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: "Choose a time" }).click();
  await page.getByLabel("Date and time").fill("2020-01-01T09:00");
  await page.getByRole("button", { name: "Send then" }).click();
  await expect(page.getByText("Choose a time that is still to come.")).toBeVisible();
  await page.getByLabel("Date and time").fill(inTwoDays());
  await page.getByRole("button", { name: "Send then" }).click();
  await expect(maya.composer).toHaveValue("");
  await expect(maya.feed.getByText("Look,")).toHaveCount(0);
  await page.getByRole("link", { name: "Drafts" }).click();
  await expect(page.getByText("and others")).toBeVisible();
});

/** As a field for date and time takes it. */
const inTwoDays = () => new Date(Date.now() + 2 * 24 * 3_600_000).toISOString().slice(0, 16);
