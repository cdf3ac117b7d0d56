import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Locator, type Page, type TestInfo } from "@playwright/test";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

const folder = join(import.meta.dirname, "pictures");
const versionFile = join(folder, "chromium.txt");
const readmeFolder = join(import.meta.dirname, "../../docs/pictures");
/** The README shows this one, with its emoji. */
const ofReadme = /^thread-desk-(light|dark)$/;
const isUpdate = process.env.UPDATE === "1";

/** The share of a picture that may differ: in the Chromium it was made with, and in others, which draw letters anew. */
const most = { same: 0.001, other: 0.02 };

/** Emoji are drawn by a font of the machine, and look as that is. */
const style = ".font-emoji { visibility: hidden } ::-webkit-scrollbar { display: none }";

/** How long what is on the page may take to come to rest. */
const settleMs = 20_000;

/** Compares what is on the page with the picture of this name, or stores it: npm run pictures. */
export async function comparePicture(page: Page, name: string, info: TestInfo, part: Page | Locator = page) {
  await page.evaluate(() => document.fonts.ready);
  const shoot = () => part.screenshot({ animations: "disabled", caret: "hide", scale: "css", style });
  const version = page.context().browser()?.version().split(".")[0] ?? "";
  const file = join(folder, `${name}.png`);
  if (isUpdate) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, await atRest(shoot));
    writeFileSync(versionFile, `${version}\n`);
    const shown = ofReadme.exec(name)?.[1];
    if (shown) await page.screenshot({ path: join(readmeFolder, `conversation-${shown}.png`), caret: "hide" });
    return;
  }
  const limit = limitFor(version, info);
  const should = PNG.sync.read(readFileSync(file));
  const until = Date.now() + settleMs;
  let shown = await shoot();
  let found = differing(PNG.sync.read(shown), should);
  while (found.share > limit && Date.now() < until) {
    shown = await shoot();
    found = differing(PNG.sync.read(shown), should);
  }
  if (found.share > limit) {
    await info.attach(`${name} as it is`, { body: shown, contentType: "image/png" });
    if (found.picture) {
      await info.attach(`${name}, what differs`, { body: PNG.sync.write(found.picture), contentType: "image/png" });
    }
  }
  expect.soft(found.share, `${name}: share of the picture that differs`).toBeLessThanOrEqual(limit);
}

/** Two pictures in a row that are the same. */
async function atRest(shoot: () => Promise<Buffer>): Promise<Buffer> {
  let before = await shoot();
  for (;;) {
    const now = await shoot();
    if (now.equals(before)) return now;
    before = now;
  }
}

/** The share that differs; all of it, when the sizes are not the same. */
function differing(is: PNG, should: PNG): { share: number; picture?: PNG } {
  const { width, height } = should;
  if (is.width !== width || is.height !== height) return { share: 1 };
  if (is.data.equals(should.data)) return { share: 0 };
  const picture = new PNG({ width, height });
  const count = pixelmatch(is.data, should.data, picture.data, width, height, { threshold: 0.15 });
  return { share: count / (width * height), picture };
}

function limitFor(version: string, info: TestInfo): number {
  const madeWith = readFileSync(versionFile, "utf8").trim();
  if (madeWith === version) return most.same;
  const description = `made with Chromium ${madeWith}, this is ${version}: ${most.other * 100} % may differ`;
  if (!info.annotations.some(({ type }) => type === "pictures")) {
    info.annotations.push({ type: "pictures", description });
    console.log(`pictures: ${description}`);
  }
  return most.other;
}
