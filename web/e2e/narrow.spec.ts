import { demo, expect, test } from "./fixtures";

test("on a phone one screen shows at a time, nothing scrolls sideways, and what is pressed is at least 44 px high", async ({
  visitor,
}) => {
  const maya = await visitor({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const { page } = maya;
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await maya.signIn(demo.maya);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("a, button")]
      .map((element) => ({ name: element.textContent, height: element.getBoundingClientRect().height }))
      .filter(({ height }) => height > 0 && height < 44),
  );
  expect(small).toEqual([]);

  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 740 });
    expect(await overflow()).toBeLessThanOrEqual(0);
    await expect(maya.composer).toHaveCount(0);

    await page.getByRole("link", { name: "general" }).click();
    await expect(maya.title).toHaveText("general");
    await expect(maya.composer).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Channels and messages" })).toHaveCount(0);
    expect(await overflow()).toBeLessThanOrEqual(0);

    await page.getByRole("link", { name: "Back to the list" }).click();
    await expect(page.getByRole("navigation", { name: "Channels and messages" })).toBeVisible();
  }
});
