import { deflateSync } from "node:zlib";
import { expect, someone, test } from "./fixtures";

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
  await atHome.signIn(account);
  await expect(theme(atHome.page)).toHaveAttribute("data-theme", "dark");
  await atHome.composer.fill("one");
  await atHome.composer.press("Enter");
  await atHome.composer.pressSequentially("two");
  await atHome.composer.press("Control+Enter");
  await expect(atHome.page.getByRole("feed").getByText(/one\s+two/)).toBeVisible();
});

/** A picture of one colour. */
function plainPng(width: number, height: number): Buffer {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x80)]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const data = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function crc32(data: Buffer): number {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}
