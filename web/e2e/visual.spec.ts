import type { Locator, Page, TestInfo } from "@playwright/test";
import { enrol } from "./crowd";
import { expect, test } from "./fixtures";
import { comparePicture } from "./picture";
import { leaveUnread, lineOf, makeScene, pageOf, type Scene } from "./pictures-scene";

const sizes = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;
type Size = keyof typeof sizes;

const themes = ["light", "dark"] as const;

async function inBothThemes(page: Page, name: string, info: TestInfo, part?: Locator) {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
    await comparePicture(page, `${name}-${colorScheme}`, info, part);
  }
}

test("sign-in and the first steps look as stored", async ({ browser, server }, info) => {
  await enrol(server.url, "nora", "Nora Field");
  for (const [name, who, path, landmark] of [
    ["sign-in", null, "/login", "Email or username"],
    ["onboarding", "nora", "/", "Workspace name"],
  ] as const) {
    const page = await pageOf(browser, server.url, who);
    await page.goto(server.url + path);
    await expect(page.getByLabel(landmark)).toBeVisible();
    for (const size of Object.keys(sizes) as Size[]) {
      await page.setViewportSize(sizes[size]);
      await inBothThemes(page, `${name}-${size}`, info);
    }
    await page.context().close();
  }
});

test("the conversation and what opens from it look as stored", async ({ browser, server }, info) => {
  // Forty pictures, on a machine that may be slow at drawing.
  test.setTimeout(400_000);
  const scene = await makeScene(server.url);
  const page = await pageOf(browser, server.url, scene.maya.user.username);
  const line = await lineOf(page);
  for (const size of Object.keys(sizes) as Size[]) {
    await page.setViewportSize(sizes[size]);
    const shoot: Shoot = (name, part) => inBothThemes(page, `${name}-${size}`, info, part);
    await leaveUnread(scene);
    await talk(page, scene, size, shoot);
    await openings(page, scene, size, shoot);
    await troubles(page, scene, line, shoot);
  }
  await page.context().close();
});

type Line = Awaited<ReturnType<typeof lineOf>>;
type Shoot = (name: string, part?: Locator) => Promise<void>;

const channel = ({ url, workspaceId }: Scene, id: string) => `${url}/w/${workspaceId}/c/${id}`;
const article = (page: Page, text: string) => page.locator("#messages article").filter({ hasText: text });

async function isQuiet(page: Page) {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

async function talk(page: Page, scene: Scene, size: Size, shoot: Shoot) {
  await page.goto(channel(scene, scene.launch));
  await expect(article(page, "can you sign off")).toBeVisible();
  await expect(page.getByRole("heading", { name: "New messages" })).toBeVisible();
  if (size === "desk") await expect(page.locator('[data-step="in"]')).toBeVisible();
  await isQuiet(page);
  await shoot("main");
  await article(page, "Nice catch")
    .getByRole("link", { name: /3 replies/ })
    .click();
  await expect(page.locator("#thread-messages article")).toHaveCount(4);
  await shoot("thread");
  await page.goto(channel(scene, scene.empty));
  await expect(page.locator("#composer")).toBeVisible();
  await isQuiet(page);
  await shoot("empty");
}

async function openings(page: Page, scene: Scene, size: Size, shoot: Shoot) {
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("option").first()).toBeVisible();
  await shoot("palette", page.getByRole("dialog"));
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("button", { name: "Emoji" }).first().click();
  await expect(page.getByRole("grid").getByRole("gridcell").first()).toBeVisible();
  await shoot("emoji", page.getByRole("dialog"));
  await page.keyboard.press("Escape");
  await page.goto(`${scene.url}/settings/profile`);
  await expect(page.getByLabel("Name", { exact: true })).toBeVisible();
  await isQuiet(page);
  await shoot("settings");
  if (size === "desk") return;
  await page.goto(`${scene.url}/w/${scene.workspaceId}`);
  await expect(page.getByRole("link", { name: /launch/ })).toBeVisible();
  await shoot("home");
}

async function troubles(page: Page, scene: Scene, line: Line, shoot: Shoot) {
  const isSend = (url: URL) => url.pathname.endsWith("/messages");
  await page.goto(channel(scene, scene.launch));
  await expect(article(page, "can you sign off")).toBeVisible();
  await page.route(isSend, (route) =>
    route.request().method() === "POST"
      ? route.fulfill({ status: 403, json: { code: "forbidden", title: "Forbidden", status: 403 } })
      : route.fallback(),
  );
  await page.locator("#composer").fill("On my way down now, back in ten.");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^Not sent/)).toBeVisible();
  await shoot("failed");
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(article(page, "On my way down")).toHaveCount(0);
  await page.unroute(isSend);
  await line.cut();
  await expect(page.getByText("Reconnecting.")).toBeVisible();
  await shoot("offline");
  line.mend();
}
