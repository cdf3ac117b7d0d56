import type { Page, Request } from "@playwright/test";
import { accept, call, callBeside, makeWorkspace, type Named, register, type Session } from "./api";
import { expectAccessible } from "./axe";
import { test as base, expect } from "./fixtures";
import type { EchoServer } from "./server";

/* Two people in a workspace of their own, set up over the API, and a look at what moves on their screens. */

type Said = { id: string; messageNo: number; content: string };

let count = 0;
const unique = (name: string) => `${name}-${process.pid}-${++count}`;

/** A person with a browser, and a way to the API beside it. */
export class Teammate {
  constructor(
    readonly page: Page,
    readonly name: string,
    private readonly server: EchoServer,
    private readonly session: Session,
    readonly place: { workspaceId: string; channelId: string },
  ) {}

  /** Opens a channel, and waits until its messages are in their place. */
  async open(channelId = this.place.channelId, search = "") {
    await this.page.goto(this.address(channelId) + search);
    await expect(this.feed).toBeVisible();
  }

  address(channelId = this.place.channelId) {
    return `${this.server.url}/w/${this.place.workspaceId}/c/${channelId}`;
  }

  get feed() {
    return this.page.getByRole("feed", { name: /^Messages in/ });
  }

  get composer() {
    return this.page.getByRole("textbox", { name: /^Message / });
  }

  /** The bodies of messages with exactly this text. */
  said(text: string) {
    return this.feed.getByText(text, { exact: true });
  }

  async say(...texts: string[]) {
    for (const text of texts) {
      await this.composer.fill(text);
      await this.composer.press("Enter");
    }
  }

  /** Sends over the API, as another device would; in order, one after the other. */
  async post(texts: readonly string[], channelId = this.place.channelId) {
    for (const content of texts) {
      await this.inWorkspace("POST", `channels/${channelId}/messages`, {
        content,
        clientMessageCorrelationId: unique("e2e"),
      });
    }
  }

  /** Answers a message over the API, in order. */
  async reply(rootId: string, texts: readonly string[], alsoSendToChannel = false, channelId = this.place.channelId) {
    for (const content of texts) {
      await this.inWorkspace("POST", `channels/${channelId}/messages`, {
        content,
        clientMessageCorrelationId: unique("e2e"),
        parentMessageId: rootId,
        alsoSendToChannel,
      });
    }
  }

  /** Opens one of the lists above the channels. */
  async openList(name: "threads" | "mentions" | "saved" | "drafts") {
    await this.page.goto(`${this.server.url}/w/${this.place.workspaceId}/${name}`);
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  /** Anything else of the API below the workspace. */
  api<T>(method: string, path: string, data?: unknown): Promise<T> {
    return this.inWorkspace<T>(method, path, data);
  }

  /** And of all the rest of it. */
  call<T>(method: string, path: string, data?: unknown): Promise<T> {
    return callBeside(this.server.url + path, method, this.session.accessToken, data);
  }

  get user() {
    return this.session.user;
  }

  /** What others write after an @ to mean this person. */
  get username(): string {
    return this.session.user.username;
  }

  async makeChannel(name: string): Promise<string> {
    const { id } = await this.inWorkspace<Named>("POST", "channels", { type: "public", name });
    return id;
  }

  joinChannel(id: string) {
    return this.inWorkspace("POST", `channels/${id}/join`);
  }

  /** Everything on the screen passes the rules for accessibility. */
  expectAccessible() {
    return expectAccessible(this.page);
  }

  /** The read point that the server knows of. */
  async lastRead(channelId = this.place.channelId): Promise<number> {
    const receipt = await this.inWorkspace<{ lastReadMessageNo: number }>("GET", `channels/${channelId}/read-receipt`);
    return receipt.lastReadMessageNo;
  }

  async messageId(text: string, channelId = this.place.channelId): Promise<string> {
    return (await this.message(text, channelId)).id;
  }

  /** The message that says exactly this, as the server has it. */
  async message(text: string, channelId = this.place.channelId): Promise<Said> {
    const path = `channels/${channelId}/messages?before=1000000&limit=200`;
    const { items } = await this.inWorkspace<{ items: Said[] }>("GET", path);
    const found = items.find((message) => message.content === text);
    if (!found) throw new Error(`nobody said "${text}"`);
    return found;
  }

  private inWorkspace<T>(method: string, path: string, data?: unknown): Promise<T> {
    return this.call(method, `/api/workspaces/${this.place.workspaceId}/${path}`, data);
  }
}

type Team = { maya: Teammate; tomas: Teammate; channelId: string };

export const test = base.extend<{ team: Team }>({
  team: async ({ server, visitor }, use) => {
    const arrive = async (name: string) => {
      const { page } = await visitor();
      const account = { name, username: unique(name.toLowerCase()), password: "below the lighthouse" };
      return { page, name, session: await register(page, server.url, account) };
    };
    const [maya, tomas] = await Promise.all([arrive("Maya"), arrive("Tomas")]);
    const owner = { token: maya.session.accessToken };
    const workspace = await makeWorkspace(maya.page, server.url, owner.token, unique("harbour"));
    await accept(tomas.page, server.url, tomas.session.accessToken, workspace.link);
    const { items } = await call<{ items: { id: string; channels: Named[] }[] }>(
      maya.page,
      `${server.url}/api/workspaces/me/memberships?includeChannels=true`,
      "GET",
      owner,
    );
    const general = items.find(({ id }) => id === workspace.id)?.channels.find(({ name }) => name === "general");
    const place = { workspaceId: workspace.id, channelId: general?.id ?? "" };
    const member = (one: typeof maya) => new Teammate(one.page, one.name, server, one.session, place);
    await use({ maya: member(maya), tomas: member(tomas), channelId: place.channelId });
  },
});

export { expect };

export const isSend = (request: Request) => request.method() === "POST" && request.url().endsWith("/messages");

/** "line 1", "line 2" and so on, of different heights. */
export const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `line ${from + i}${" and more of it".repeat(((from + i) * 7) % 23)}`);

type Frame = { tops: Record<string, number>; mounted: number };

/**
 * Writes down where each message on the screen is, frame by frame, until asked for the result. It looks after layout
 * and all that reacts to it, so at what is painted: a probe changes its size in each frame to be told at that moment.
 */
export async function recordFrames(page: Page): Promise<() => Promise<Frame[]>> {
  await page.evaluate(() => {
    const scroller = document.querySelector('[role="feed"]')?.parentElement?.parentElement as HTMLElement;
    const probe = document.body.appendChild(document.createElement("div"));
    probe.style.cssText = "position:fixed;left:0;top:0;height:1px;visibility:hidden";
    const frames: Frame[] = [];
    const look = () => {
      const view = scroller.getBoundingClientRect();
      const tops: Frame["tops"] = {};
      const rows = scroller.querySelectorAll<HTMLElement>("[data-row]");
      for (const row of rows) {
        // The lower edge: above a message a name or a day may go, when older ones come.
        const { bottom } = row.getBoundingClientRect();
        const isDrawn = getComputedStyle(row).visibility === "visible";
        if (isDrawn && bottom > view.top && bottom < view.bottom) tops[row.dataset.row as string] = bottom;
      }
      frames.push({ tops, mounted: rows.length });
    };
    const observer = new ResizeObserver(look);
    observer.observe(probe);
    const next = (n: number) => {
      probe.style.width = `${1 + (n % 2)}px`;
      Object.assign(window, { frame: requestAnimationFrame(() => next(n + 1)) });
    };
    next(0);
    Object.assign(window, { frames, observer });
  });
  return () =>
    page.evaluate(() => {
      const recorder = window as unknown as { frame: number; frames: Frame[]; observer: ResizeObserver };
      cancelAnimationFrame(recorder.frame);
      recorder.observer.disconnect();
      return recorder.frames;
    });
}

/** The largest step of any message between two frames against the direction: 1 is down the screen, -1 is up. */
export function largestStepAgainst(frames: readonly Frame[], direction: 1 | -1): number {
  return Math.max(0, ...steps(frames).map((step) => -step * direction));
}

/** The largest step of any message between two frames. */
export const largestStep = (frames: readonly Frame[]): number => Math.max(0, ...steps(frames).map(Math.abs));

function steps(frames: readonly Frame[]): number[] {
  return frames.slice(1).flatMap(({ tops }, i) => {
    const before = frames[i]?.tops ?? {};
    return Object.entries(tops).flatMap(([key, top]) => (key in before ? [top - (before[key] as number)] : []));
  });
}

/** Frames without any message on the screen. */
export const blankFrames = (frames: readonly Frame[]): number =>
  frames.filter(({ tops }) => Object.keys(tops).length === 0).length;

/** Scrolls as a hand does: a positive distance goes up, towards older messages. */
export async function scrollByHand(page: Page, distance: number, gestureSourceType: "mouse" | "touch" = "mouse") {
  const box = await page.getByRole("main").boundingBox();
  const session = await page.context().newCDPSession(page);
  await session.send("Input.synthesizeScrollGesture", {
    x: (box?.x ?? 0) + (box?.width ?? 0) / 2,
    y: (box?.y ?? 0) + (box?.height ?? 0) / 2,
    yDistance: distance,
    speed: 2400,
    preventFling: true,
    gestureSourceType,
  });
  await session.detach();
}
