import { type Account, expect, type Person, someone, test } from "./fixtures";
import { mailedLink } from "./mailbox";

const newPassword = "eleven small lanterns";

/** Somebody with an account and a workspace, in its first channel. */
async function settled(person: Person, name: string): Promise<Account & { email: string }> {
  const account = someone(name);
  await person.settle(account, `Berth of ${account.username}`);
  return { ...account, email: `${account.username}@harbour.example` };
}

test("a forgotten password is chosen anew by mail, and that ends every session", async ({ visitor, server }) => {
  const maya = await visitor();
  const account = await settled(maya, "Maya");

  const elsewhere = await visitor();
  const { page } = elsewhere;
  await elsewhere.open("/login");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByLabel("Email").fill("nobody@harbour.example");
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(elsewhere.title).toHaveText("Look in your mail");
  await page.getByRole("button", { name: "try another address" }).click();
  await page.getByLabel("Email").fill(account.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(elsewhere.title).toHaveText("Look in your mail");

  const link = await mailedLink(server, account.email, /password/i);
  await page.goto(link);
  await expect(page.getByText(/For the account of \S+@harbour\.example/)).toBeVisible();
  expect(new URL(page.url()).hash).toBe("");
  await page.getByLabel("New password").fill("password123");
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await expect(page.getByText("one of the first that people try")).toBeVisible();
  await page.getByLabel("New password").fill(newPassword);
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await expect(maya.title).toHaveText("Welcome back");

  await elsewhere.signIn({ ...account, password: newPassword });
  await page.goto(link);
  await expect(elsewhere.title).toHaveText("This link no longer works");
});

test("an address is confirmed by the link in its mail", async ({ visitor, server }) => {
  const maya = await visitor();
  const { email } = await settled(maya, "Maya");
  const banner = maya.page.getByRole("complementary", { name: "Your address" });
  await expect(banner).toContainText(email);

  const tab = await maya.page.context().newPage();
  await tab.goto(await mailedLink(server, email, /confirm/i));
  await expect(tab.getByRole("heading", { level: 1 })).toHaveText("Address confirmed");
  await expect(banner).toHaveCount(0);
});

test("a new password ends the other sessions and keeps this one", async ({ visitor }) => {
  const maya = await visitor();
  const account = await settled(maya, "Maya");
  const atHome = await visitor();
  await atHome.signIn(account);

  const { page } = maya;
  await maya.open("/settings/account");
  await page.getByLabel("Current password").fill("not my password");
  await page.getByLabel("New password").fill(newPassword);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("That is not your password.")).toBeVisible();
  await page.getByLabel("Current password").fill(account.password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your other devices are signed out.")).toBeVisible();
  await expect(atHome.title).toHaveText("Welcome back");
  await expect(atHome.page.getByText("Your session has ended.")).toBeVisible();
  await page.reload();
  await expect(maya.title).toHaveText("Account");
});

test("somebody deletes their account, and is gone", async ({ visitor }) => {
  const maya = await visitor();
  const account = await settled(maya, "Maya");
  const { page } = maya;
  await maya.open("/settings/account");
  await page.getByRole("button", { name: "Delete my account" }).click();
  await page.getByLabel(`Type ${account.username} to confirm`).fill(account.username);
  await page.getByRole("dialog").getByLabel("Your password").fill(account.password);
  await page.getByRole("button", { name: "Delete for ever" }).click();
  await expect(maya.title).toHaveText("Welcome back");

  await page.getByLabel("Email or username").fill(account.username);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("That name and password do not match.")).toBeVisible();
});

test("after many wrong passwords one is told how long to wait", async ({ visitor }) => {
  const maya = await visitor();
  const { page } = maya;
  await maya.open("/login");
  await page.getByLabel("Email or username").fill(someone("Nobody").username);
  const submit = page.getByRole("button", { name: "Sign in" });
  const wait = page.getByText(/You can try again in \d/);
  await expect(async () => {
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await submit.click({ timeout: 1000 });
    await expect(wait).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await expect(submit).toBeDisabled();
  await maya.expectAccessible();
});
