import { expect, type Teammate, test } from "./conversation-team";

test("a guest is marked wherever they stand; a card writes a mention, a group's name opens its people", async ({
  team: { maya, tomas },
}) => {
  test.slow();
  const { page } = maya;
  const setRole = (role: string) => maya.api("PATCH", `members/${tomas.user.id}`, { role });
  await setRole("guest");
  await tomas.post(["Ahoy"]);
  await maya.api("POST", "groups", { handle: "keepers", displayName: "Lamp keepers", userIds: [tomas.user.id] });
  await maya.post([`Ask @keepers, or @${tomas.username}`]);

  await maya.open();
  const his = maya.feed.getByRole("article").filter({ hasText: "Ahoy" });
  const mark = (where: ReturnType<typeof page.getByRole>) => where.getByText("Guest", { exact: true });
  await expect(mark(his)).toBeVisible();
  await his.getByRole("button", { name: "Tomas" }).click();
  const card = page.getByRole("dialog", { name: "About Tomas" });
  await expect(mark(card)).toBeVisible();
  await maya.expectAccessible();
  await maya.composer.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(0, 0));
  await card.getByRole("button", { name: "Mention" }).click();
  await expect(maya.composer).toHaveValue(`@${tomas.username} `);
  await expect(maya.composer).toBeFocused();

  await maya.composer.fill("");
  await maya.composer.pressSequentially("@tom");
  await expect(mark(page.getByRole("option", { name: /^Tomas/ }))).toBeVisible();
  await maya.expectAccessible();
  await maya.composer.fill("");
  await page.getByRole("button", { name: "2 members" }).click();
  await expect(mark(page.getByRole("dialog").getByRole("listitem").filter({ hasText: "Tomas" }))).toBeVisible();
  await page.keyboard.press("Escape");

  await maya.feed.getByRole("button", { name: "@keepers" }).click();
  const group = page.getByRole("dialog", { name: "About @keepers" });
  await expect(group.getByText("Lamp keepers")).toBeVisible();
  await expect(mark(group)).toBeVisible();
  await maya.expectAccessible();
  await group.getByRole("button", { name: /Tomas/ }).click();
  await expect(card.getByText("@keepers")).toBeVisible();
  await page.keyboard.press("Escape");

  // A guest no more: the mark goes from the screen at once.
  await setRole("member");
  await expect(mark(his)).toHaveCount(0);
});

test("in a thread one sees who types; the list of threads knows people by name though nobody of them was met", async ({
  team: { maya, tomas },
}) => {
  const { page } = maya;
  await maya.post([`Is it lit, @${tomas.username}?`]);
  const root = await maya.messageId(`Is it lit, @${tomas.username}?`);
  await tomas.reply(root, [`It is, @${maya.username}`]);
  await maya.openList("threads");
  const list = page.getByRole("list", { name: "Threads" });
  await expect(list.getByRole("button", { name: "@Tomas" })).toBeVisible();
  await expect(list.getByRole("button", { name: "@Maya" })).toBeVisible();

  for (const who of [maya, tomas]) await who.open(undefined, `?t=${root}`);
  const thread = page.getByRole("complementary", { name: "Thread" });
  const line = page.getByText(/Tomas is typing/);
  await expect(thread.getByText("It is,")).toBeVisible();
  await replyField(tomas).pressSequentially("Al");
  await expect(thread.getByText(/Tomas is typing/)).toBeVisible();
  await expect(line).toHaveCount(1);
  await replyField(tomas).press("Enter");
  await expect(line).toHaveCount(0);
});

test("more than twenty people are not called without asking", async ({ team: { maya }, server, playwright }) => {
  const { page } = maya;
  const invite = await maya.api<{ url: string }>("POST", "invites", {});
  const token = new URL(invite.url).pathname.split("/").pop();
  const strangers = await playwright.request.newContext();
  for (let n = 0; n < 19; n++) {
    const username = `crew-${process.pid}-${Date.now()}-${n}`;
    const post = async (path: string, data: object, bearer?: string) => {
      const headers = { "X-Echo-Client": "web", ...(bearer && { Authorization: `Bearer ${bearer}` }) };
      const answer = await strangers.post(server.url + path, { data, headers });
      expect(answer.ok(), await answer.text()).toBe(true);
      return answer.json();
    };
    const account = { email: `${username}@harbour.example`, username, password: "below the lighthouse" };
    const { accessToken } = await post("/api/auth/register", account);
    await post("/api/workspaces/invites/accept", { token }, accessToken);
  }
  await strangers.dispose();
  // What helps in writing has not arrived yet: one is asked all the same.
  await page.route("**/assets/Assist-*.js", () => {});
  await maya.open();
  await expect(page.getByRole("button", { name: "21 members" })).toBeVisible();
  await maya.say("All hands @channel now");
  const dialog = page.getByRole("dialog", { name: "Tell 21 people?" });
  await expect(dialog).toBeVisible();
  await maya.expectAccessible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(maya.composer).toHaveValue("All hands @channel now");
  await expect(maya.said("All hands")).toHaveCount(0);
  await maya.composer.press("Enter");
  await dialog.getByRole("button", { name: "Send to all of them" }).click();
  await expect(maya.feed.getByText("All hands")).toHaveCount(1);
  await expect(maya.composer).toHaveValue("");
});

const replyField = ({ page }: Teammate) => page.getByRole("textbox", { name: /^Reply to the thread/ });
