import { expect, someone, test } from "./fixtures";

test("someone makes a workspace, and a second person joins it by the link", async ({ visitor }) => {
  const maya = await visitor();
  await maya.open("/register");
  await maya.signUp(someone("Maya Lindqvist"));
  const link = await maya.makeWorkspace("Skerry Works");

  const tomas = await visitor();
  await tomas.open(new URL(link).pathname);
  await expect(tomas.page.getByText("Invited by Maya Lindqvist")).toBeVisible();
  await tomas.page.getByRole("link", { name: "Create account and join" }).click();
  await tomas.signUp(someone("Tomas Berg"));
  await expect(tomas.title).toHaveText("general");
  await expect(tomas.page.getByRole("button", { name: "2 members" })).toBeVisible();
  await expect(maya.page.getByRole("button", { name: "2 members" })).toBeVisible();
});

test("someone with an account signs in from an invitation and is in", async ({ visitor }) => {
  const maya = await visitor();
  const link = await maya.settle(someone("Maya"), "Tideline");

  const account = someone("Ines Okafor");
  const ines = await visitor();
  await ines.open("/register");
  await ines.signUp(account);
  await ines.page.getByLabel("Workspace name").waitFor();

  const atHome = await visitor();
  await atHome.open(new URL(link).pathname);
  await atHome.page.getByRole("link", { name: "Sign in" }).click();
  await atHome.page.getByLabel("Email or username").fill(account.username);
  await atHome.page.getByLabel("Password", { exact: true }).fill(account.password);
  await atHome.page.getByRole("button", { name: "Sign in" }).click();
  await expect(atHome.title).toHaveText("general");
});

test("a link that was withdrawn says so", async ({ visitor }) => {
  const maya = await visitor();
  const link = await maya.settle(someone("Maya"), "Open Maps");
  await maya.page.getByRole("button", { name: "Open Maps", exact: true }).click();
  await maya.page.getByRole("menuitem", { name: "Workspace settings" }).click();
  await maya.page.getByRole("link", { name: "Invitations" }).click();
  await maya.page.getByRole("button", { name: /^Withdraw/ }).click();
  await expect(maya.page.getByRole("button", { name: /^Withdraw/ })).toHaveCount(0);

  const late = await visitor();
  await late.open(new URL(link).pathname);
  await expect(late.title).toHaveText("This link leads nowhere");
  await expect(late.page.getByText("withdrawn")).toBeVisible();
});

test("the sign-up form names what is wrong at its field", async ({ visitor }) => {
  const account = someone("Ravi");
  const first = await visitor();
  await first.open("/register");
  await first.signUp(account);
  await first.page.getByLabel("Workspace name").waitFor();

  const second = await visitor();
  await second.open("/register");
  await second.page.getByRole("button", { name: "Create account" }).click();
  await expect(second.page.getByLabel("Your name")).toBeFocused();
  await expect(second.page.getByText("Use at least 8 characters.")).toBeVisible();
  await second.signUp({ ...account, name: "Another Ravi" });
  await expect(second.page.getByText(/There is already an account|This username is taken/)).toBeVisible();
});
