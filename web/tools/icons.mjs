// Draws the icons of the installed app from its sign: node tools/icons.mjs. A maskable one fills its whole square, because
// the device cuts the shape.
import { mkdirSync, readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const folder = new URL("../public/", import.meta.url).pathname;
const sign = readFileSync(`${folder}icon.svg`, "utf8");
const square = sign.replace('rx="19"', 'rx="0"');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
mkdirSync(`${folder}icons`, { recursive: true });
for (const [name, size, svg] of [
  ["192", 192, sign],
  ["512", 512, sign],
  ["maskable-512", 512, square],
  ["apple-touch", 180, square],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await page.screenshot({ path: `${folder}icons/${name}.png`, omitBackground: true });
}
await browser.close();
