import { expect, someone, test } from "./fixtures";

type Mail = { to: string; subject: string; text: string };

test("someone invited by email signs up from the mail and is in; what was refused says why", async ({
  visitor,
  server,
}) => {
  const maya = await visitor();
  await maya.settle(someone("Maya"), "Berth Four");
  await maya.page.getByRole("button", { name: "Berth Four", exact: true }).click();
  await maya.page.getByRole("menuitem", { name: "Invite people" }).click();
  const dialog = maya.page.getByRole("dialog");

  const account = someone("Ines");
  const address = `${account.username}@harbour.example`;
  await dialog.getByLabel("Email addresses").fill(`${address}, not-an-address`);
  await dialog.getByRole("button", { name: "Send 2 invitations" }).click();
  await expect(dialog.getByText("This is not an address: not-an-address")).toBeVisible();
  await dialog.getByLabel("Email addresses").fill(address);
  await dialog.getByLabel("A few words of yours").fill("The coffee is good here.");
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(dialog.getByRole("list", { name: "What became of each address" })).toContainText("Sent");

  await expect.poll(() => linkTo(server.url, address)).not.toBe("");
  const ines = await visitor();
  await ines.open(new URL(await linkTo(server.url, address)).pathname);
  await ines.page.getByRole("link", { name: "Create account and join" }).click();
  await ines.signUp(account);
  await expect(ines.title).toHaveText("general");

  await dialog.getByRole("link", { name: "All invitations and their links" }).click();
  await maya.page.getByRole("button", { name: "Past" }).click();
  await expect(maya.page.getByText(address)).toBeVisible();
  await expect(maya.page.getByText("Accepted")).toBeVisible();
});

/** The link in the mail that went to an address; empty while there is none. */
async function linkTo(url: string, address: string): Promise<string> {
  const response = await fetch(`${url}/dev/mail`, { headers: { Accept: "application/json" } });
  const body: unknown = await response.json();
  const mails = (Array.isArray(body) ? body : (body as { items: Mail[] }).items) as Mail[];
  const mail = mails.find((each) => JSON.stringify(each.to).includes(address) && /invite\//.test(each.text));
  return /https?:\/\/\S+\/invite\/[\w-]+/.exec(mail?.text ?? "")?.[0] ?? "";
}
