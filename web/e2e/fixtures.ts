import {
  type Browser,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
  type Request,
} from "@playwright/test";
import { accept, call, makeWorkspace, register, type Session, take } from "./api";
import { expectAccessible } from "./axe";
import { cluster, EchoServer } from "./server";

export type Account = { name: string; username: string; password: string };

let people = 0;

// Workers have a server each, but share a cluster.
const worker = cluster ? `-${process.pid}` : "";

/** Someone nobody has met yet. */
export function someone(name: string): Account {
  people += 1;
  return {
    name,
    username: `${name.toLowerCase().replace(/\W+/g, "-")}${worker}-${people}`,
    password: "below the lighthouse",
  };
}

export const demo: Record<"maya" | "tomas", Omit<Account, "name">> = {
  maya: { username: "user1", password: "Password1" },
  tomas: { username: "user2", password: "Password2" },
};

/** A person at a browser of their own. */
export class Person {
  constructor(
    readonly page: Page,
    private readonly server: EchoServer,
  ) {}

  async open(path = "/") {
    await this.page.goto(this.server.url + path);
  }

  /** Signs in, as at another time and place, and opens the app. */
  async signIn({ username, password }: Omit<Account, "name">) {
    const { page, server } = this;
    const data = { identifier: username, password };
    await take(page, await call<Session>(page, `${server.url}/api/auth/login`, "POST", { data }));
    await this.open();
    await page.getByRole("navigation", { name: "Channels and messages" }).waitFor();
  }

  /** Signs in on the form, and takes over what the server says of the person, such as their theme. */
  async signInByHand({ username, password }: Omit<Account, "name">) {
    await this.open("/login");
    await this.page.getByLabel("Email or username").fill(username);
    await this.page.getByLabel("Password", { exact: true }).fill(password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await this.page.getByRole("navigation", { name: "Channels and messages" }).waitFor();
  }

  /** Has an account and a workspace of that name, and opens it. Returns the invitation link. */
  async settle(account: Account, workspace: string): Promise<string> {
    const { page, server } = this;
    const { accessToken } = await register(page, server.url, account);
    const { link } = await makeWorkspace(page, server.url, accessToken, workspace);
    await this.open();
    await expect(this.title).toHaveText("general");
    return link;
  }

  /** Has an account and was invited, and opens that workspace. */
  async join(account: Account, link: string) {
    const { page, server } = this;
    const { accessToken } = await register(page, server.url, account);
    await accept(page, server.url, accessToken, link);
    await this.open();
    await expect(this.title).toHaveText("general");
  }

  /** Fills the sign-up form that is on the screen. Tests that are about something else use `settle`. */
  async signUp({ name, username, password }: Account) {
    await this.page.getByLabel("Your name").fill(name);
    await this.page.getByLabel("Email").fill(`${username}@harbour.example`);
    await this.page.getByLabel("Username").fill(username);
    await this.page.getByLabel("Password", { exact: true }).fill(password);
    await this.page.getByRole("button", { name: "Create account" }).click();
  }

  /** Makes a workspace in the onboarding that is on the screen. Returns the invitation link. */
  async makeWorkspace(name: string): Promise<string> {
    await this.page.getByLabel("Workspace name").fill(name);
    await this.page.getByRole("button", { name: "Continue" }).click();
    await this.page.getByLabel("Channel 1").waitFor();
    await this.page.getByRole("button", { name: "Continue" }).click();
    const link = await this.page.getByLabel("Invitation link").inputValue();
    await this.page.getByRole("button", { name: `Open ${name}` }).click();
    await expect(this.title).toHaveText("general");
    return link;
  }

  async goTo(channel: string) {
    await this.page.getByRole("link", { name: channel, exact: false }).first().click();
    await expect(this.title).toHaveText(channel);
  }

  async say(text: string) {
    await this.composer.fill(text);
    await this.composer.press("Enter");
  }

  get title() {
    return this.page.getByRole("heading", { level: 1 });
  }

  get composer() {
    return this.page.getByRole("textbox", { name: /^Message / });
  }

  /** The messages that say exactly this. */
  messages(text: string) {
    return this.page.getByRole("feed", { name: /^Messages in/ }).getByText(text, { exact: true });
  }

  /** Each of the messages is on the screen, in this order, and none twice. */
  async seesOnce(texts: string[]) {
    for (const text of texts) await expect(this.messages(text)).toHaveCount(1);
    const tops = await Promise.all(texts.map(async (text) => (await this.messages(text).boundingBox())?.y ?? 0));
    expect(tops).toEqual(tops.toSorted((a, b) => a - b));
  }

  /** Everything on the screen passes the rules for accessibility. */
  expectAccessible() {
    return expectAccessible(this.page);
  }
}

type Fixtures = {
  /** Opens a browser of their own for each person; closed after the test. */
  visitor: (options?: BrowserContextOptions) => Promise<Person>;
};

type WorkerFixtures = {
  /** An empty Echo for tests that bring their own people. */
  server: EchoServer;
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner wants a pattern to read the needs from.
    async ({}, use) => {
      const server = await EchoServer.any();
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  visitor: async ({ browser, server }, use) => {
    const opened: Awaited<ReturnType<Browser["newContext"]>>[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      opened.push(context);
      return new Person(await context.newPage(), server);
    });
    await Promise.all(opened.map((context) => context.close()));
  },
});

export { expect, type Page, type Request };
