import { expect, type Page, someone, test } from "./fixtures";
import { plainPng } from "./pictures";

test("name, picture and status of one person change on the other's screen", async ({ visitor }) => {
  test.slow();
  const maya = await visitor();
  const link = await maya.settle(someone("Maya Lindqvist"), "Lightship");
  await maya.say("Anybody aboard?");

  const tomas = await visitor();
  await tomas.join(someone("Tomas Berg"), link);
  const hers = tomas.page.getByRole("article").filter({ hasText: "Anybody aboard?" });
  await expect(hers.getByRole("button", { name: "Maya Lindqvist" })).toBeVisible();

  const { page } = maya;
  await maya.open("/settings/profile");
  await page.getByLabel("Name", { exact: true }).fill("Maya af Harbour");
  await page.getByLabel("What you do").fill("Keeper of the light");
  await page.getByRole("combobox", { name: "Time zone" }).fill("tokyo");
  await page.getByRole("option", { name: /Asia.Tokyo/ }).click();
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("Saved")).toBeVisible();
  await expect(hers.getByRole("button", { name: "Maya af Harbour" })).toBeVisible();

  await page.locator("input[type=file]").setInputFiles({
    name: "me.png",
    mimeType: "image/png",
    buffer: plainPng(40, 30),
  });
  await page.getByRole("button", { name: "Use this picture" }).click();
  await expect(page.getByRole("button", { name: "Change picture" })).toBeVisible();
  await expect(hers.locator("img[src^='/avatars/']")).toBeVisible();

  await page.getByRole("button", { name: "Set a status" }).click();
  await page.getByRole("button", { name: "On holiday" }).click();
  await page.getByRole("button", { name: "Save status" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(hers.getByRole("img", { name: "On holiday" })).toBeVisible();

  // Any emoji will do; and a status goes by itself when its time is over.
  await page.getByRole("button", { name: "Change your status" }).click();
  await page.getByRole("button", { name: /^Emoji: / }).click();
  await page.getByRole("combobox", { name: "Search emoji" }).fill("octopus");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Emoji: 🐙" })).toBeVisible();
  await maya.expectAccessible();
  await page.getByRole("button", { name: "Save status" }).click();
  await expect(hers.getByRole("img", { name: "On holiday" })).toHaveText("🐙");
  const soon = new Date(Date.now() + 2000).toISOString();
  await endStatus(page, soon);
  await expect(hers.getByRole("img", { name: "On holiday" })).toHaveCount(0, { timeout: 30_000 });
  await expect(page.getByRole("button", { name: "Set a status" })).toBeVisible();

  await hers.getByRole("button", { name: "Maya af Harbour" }).click();
  const card = tomas.page.getByRole("dialog", { name: "About Maya af Harbour" });
  await expect(card.getByText("Keeper of the light")).toBeVisible();
  await expect(card.getByText(/local time, \d+ h ahead of you$/)).toBeVisible();
  await tomas.expectAccessible();
  await card.getByRole("button", { name: "Message" }).click();
  await expect(tomas.title).toHaveText("Maya af Harbour");

  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByRole("button", { name: "Choose a picture" })).toBeVisible();
});

test("preferences hold at once, after a reload, and on another device", async ({ visitor }) => {
  const account = someone("Ines");
  const ines = await visitor({ colorScheme: "light" });
  await ines.settle(account, "Night watch");
  await ines.open("/settings/preferences");
  const theme = (page: typeof ines.page) => page.locator("html");
  await ines.page.getByText("Dark", { exact: true }).click();
  await expect(theme(ines.page)).toHaveAttribute("data-theme", "dark");
  const saved = ines.page.waitForResponse((answer) => answer.url().endsWith("/preferences") && answer.ok());
  await ines.page.getByRole("switch", { name: "Enter sends the message" }).click();
  await saved;
  await ines.page.reload();
  await expect(theme(ines.page)).toHaveAttribute("data-theme", "dark");

  const atHome = await visitor({ colorScheme: "light" });
  await atHome.signInByHand(account);
  await expect(theme(atHome.page)).toHaveAttribute("data-theme", "dark");
  await atHome.composer.fill("one");
  await atHome.composer.press("Enter");
  await atHome.composer.pressSequentially("two");
  await atHome.composer.press("Control+Enter");
  await expect(atHome.page.getByRole("feed").getByText(/one\s+two/)).toBeVisible();
});

/** Says over the API, as another device would, when the status ends. */
async function endStatus(page: Page, expiresAt: string) {
  const headers = { "X-Echo-Client": "web" };
  const refreshed = await page.request.post(new URL("/api/auth/refresh", page.url()).href, { headers });
  const { accessToken } = await refreshed.json();
  const answer = await page.request.patch(new URL("/api/users/me", page.url()).href, {
    headers: { ...headers, Authorization: `Bearer ${accessToken}` },
    data: { status: { emoji: "🐙", text: "On holiday", expiresAt } },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}
