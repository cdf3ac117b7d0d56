import { expectAccessibleInBothThemes } from "./axe";
import { demo, expect, test } from "./fixtures";

test("sign-in, sign-up and the pages of mails, also with faults shown", async ({ visitor }) => {
  const maya = await visitor({ reducedMotion: "reduce" });
  for (const [path, button] of [
    ["/login", "Sign in"],
    ["/register", "Create account"],
    ["/forgot-password", "Send the link"],
  ] as const) {
    await maya.open(path);
    await maya.page.getByRole("button", { name: button }).click();
    await maya.page.locator("input[aria-invalid=true]").first().waitFor();
    await expectAccessibleInBothThemes(maya.page);
  }
  for (const path of ["/reset-password", "/verify-email"]) {
    await maya.open(path);
    await maya.page.getByText("It was used already").waitFor();
    await expectAccessibleInBothThemes(maya.page);
  }
});

test("the conversation, its menus and its dialogs", async ({ visitor }) => {
  test.slow();
  const maya = await visitor({ reducedMotion: "reduce" });
  await maya.signIn(demo.maya);
  await maya.page.getByRole("article").last().waitFor();
  await expectAccessibleInBothThemes(maya.page);

  const { page } = maya;
  const dialog = page.getByRole("dialog");
  const openings: [string, () => Promise<void>][] = [
    ["palette", () => page.keyboard.press("Control+k")],
    ["shortcuts", () => page.keyboard.press("Control+/")],
    ["in step", () => page.keyboard.press("Control+Shift+D")],
    ["new message", () => page.getByRole("button", { name: "New message" }).first().click()],
    ["create", () => choose("Add channels", "Create a channel")],
    ["browse", () => choose("Add channels", "Browse channels")],
    ["members", () => page.getByRole("button", { name: /\d members$/ }).click()],
    ["topic", () => choose("About this channel", /topic/)],
    ["invite", () => choose("About this channel", "Invite people")],
  ];
  for (const [, open] of openings) {
    await open();
    await dialog.waitFor();
    await expect(dialog.getByRole("status")).toHaveCount(0);
    await expectAccessibleInBothThemes(maya.page);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  }

  async function choose(menu: string, item: string | RegExp) {
    await page.getByRole("button", { name: menu }).click();
    await page.getByRole("menuitem", { name: item }).waitFor();
    await expectAccessibleInBothThemes(maya.page);
    await page.getByRole("menuitem", { name: item }).click();
  }
});

test("the settings and their dialogs, also on a phone", async ({ visitor }) => {
  test.slow();
  const maya = await visitor({ reducedMotion: "reduce" });
  await maya.signIn(demo.maya);
  const { page } = maya;
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    for (const [section, title] of [
      ["profile", "Profile"],
      ["preferences", "Preferences"],
      ["account", "Account"],
      ["sessions", "Where you are signed in"],
    ] as const) {
      await maya.open(`/settings/${section}`);
      await expect(maya.title).toHaveText(title);
      if (section === "sessions") await page.getByText("This device").waitFor();
      await expectAccessibleInBothThemes(maya.page);
    }
  }
  for (const [section, button] of [
    ["profile", "Set a status"],
    ["account", "Delete my account"],
  ] as const) {
    await maya.open(`/settings/${section}`);
    await page.getByRole("button", { name: button }).click();
    await page.getByRole("dialog").waitFor();
    await expectAccessibleInBothThemes(maya.page);
  }
});

test("the app on a phone", async ({ visitor }) => {
  const maya = await visitor({ viewport: { width: 390, height: 844 }, hasTouch: true, reducedMotion: "reduce" });
  await maya.signIn(demo.maya);
  await expectAccessibleInBothThemes(maya.page);
  await maya.page.getByRole("link", { name: "You" }).click();
  await expect(maya.title).toHaveText("Settings");
  await expectAccessibleInBothThemes(maya.page);
  await maya.page.getByRole("button", { name: "Back" }).click();
  await maya.page.getByRole("link", { name: "general" }).click();
  await expect(maya.title).toHaveText("general");
  await maya.page.getByRole("article").last().waitFor();
  await expectAccessibleInBothThemes(maya.page);
});
