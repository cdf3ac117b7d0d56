import { expect, type Person, someone, test } from "./fixtures";
import { cluster } from "./server";

type Visitor = (options?: object) => Promise<Person>;

/** Two people in #general of a new workspace. */
async function twoPeople(visitor: Visitor, workspace: string) {
  const [maya, tomas] = [await visitor(), await visitor()];
  await tomas.join(someone("Tomas Berg"), await maya.settle(someone("Maya Lindqvist"), workspace));
  return { maya, tomas };
}

test("two people talk: each sees all once and in order; what is said elsewhere shows on its row and in the title", async ({
  visitor,
}) => {
  const { maya, tomas } = await twoPeople(visitor, "Talk");
  await maya.say("Is the new timetable up?");
  await expect(maya.composer).toHaveValue("");
  await expect(maya.composer).toBeFocused();
  await expect(tomas.messages("Is the new timetable up?")).toBeVisible();
  await tomas.say("Since this morning.");
  await expect(maya.messages("Since this morning.")).toBeVisible();

  const burst = ["one", "two", "three", "four", "five"];
  for (const text of burst) await maya.say(text);
  await maya.seesOnce(burst);
  await tomas.seesOnce(burst);

  // A direct message counts, on its row and in the title.
  await tomas.page.getByRole("button", { name: "New message" }).first().click();
  await tomas.page.getByRole("checkbox", { name: "Maya Lindqvist" }).check();
  await tomas.page.getByRole("button", { name: "Start conversation" }).click();
  await expect(tomas.title).toHaveText("Maya Lindqvist");
  await tomas.say("Only for you");
  const direct = maya.page.getByRole("link", { name: /Tomas Berg/ });
  await expect(direct.getByLabel("1 unread message")).toBeVisible();
  await expect(maya.page).toHaveTitle(/^\(1\) /);
  await direct.click();
  await expect(maya.messages("Only for you")).toBeVisible();
  await expect(maya.page).toHaveTitle(/^Tomas Berg/);

  // One in a channel makes its row bold, and reading it clears the row.
  await tomas.goTo("general");
  await tomas.say("Hello from over there");
  const row = maya.page.getByRole("link", { name: /^general/ });
  await expect(row).toHaveAccessibleName("general unread");
  await row.click();
  await expect(maya.messages("Hello from over there")).toBeVisible();
  await expect(row).toHaveAccessibleName("general");
});

test("the server is killed in the middle of the talk: nothing is lost and nothing is doubled", async ({
  visitor,
  server,
}) => {
  test.skip(!!cluster, "ends the server");
  const { maya, tomas } = await twoPeople(visitor, "Kill");
  const before = ["before one", "before two"];
  for (const text of before) await maya.say(text);
  await tomas.seesOnce(before);

  // The first of these may be on its way while the server dies: it is sent again under the same id.
  const during = ["as it dies", "while it is gone", "still gone"];
  const [first = "", ...rest] = during;
  await maya.say(first);
  await server.kill();
  for (const text of rest) await maya.say(text);
  await tomas.say("and from the other side");
  await server.run();

  const all = [...before, ...during];
  await maya.seesOnce(all);
  await tomas.seesOnce(all);
  await expect(maya.messages("and from the other side")).toHaveCount(1);
  await expect(tomas.messages("and from the other side")).toHaveCount(1);
  for (const person of [maya, tomas]) {
    await expect(person.page.getByText("Not sent.")).toHaveCount(0);
    await person.page.reload();
    await person.seesOnce(all);
    await expect(person.messages("and from the other side")).toHaveCount(1);
  }
});
