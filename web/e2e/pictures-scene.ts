import type { Browser, Page, WebSocketRoute } from "@playwright/test";
import { callBeside as call, type Session } from "./api";
import { enrol, gather, password } from "./crowd";

/* A conversation that looks the same whenever it is made: the people, what they said, and when. */

type Message = { id: string; messageNo: number };
type Named = { id: string; name: string };

export type Scene = {
  url: string;
  workspaceId: string;
  launch: string;
  empty: string;
  /** The message with answers, and the one that calls Maya. */
  rootId: string;
  callingId: string;
  maya: Session;
};

const morning = ["08:47", "09:02", "09:11", "09:15", "09:19", "09:26", "09:30", "10:14"];
const at = (time: string) => `2026-11-18T${time}:00+01:00`;
const now = new Date(at("10:16"));

const fix =
  'It comes from a stale override, so the fix is one line:\n```diff\n- pier: "Strömkajen B"\n+ pier: "Strömkajen 4"\n```';

export async function makeScene(url: string): Promise<Scene> {
  const names = ["Maya Lindqvist", "Tomas Berg", "Ines Okafor", "Ravi Kapoor", "Jun Watanabe"] as const;
  const people: Session[] = [];
  for (const name of names) people.push(await enrol(url, name.toLowerCase().replace(" ", "."), name));
  const [maya, tomas, ines, ravi, jun] = people as [Session, Session, Session, Session, Session];
  const workspaceId = await gather(url, "harbour-pictures", "Harbour Works", people);
  const channels = `${url}/api/workspaces/${workspaceId}/channels`;
  const make = async (name: string, topic = "", type = "public") => {
    const { id } = await call<Named>(channels, "POST", maya.accessToken, { type, name, topic });
    for (const { user } of people.slice(1)) {
      await call(`${channels}/${id}/members`, "POST", maya.accessToken, { userId: user.id });
    }
    return id;
  };
  const say = (who: Session, channelId: string, content: string, parentMessageId?: string) =>
    call<Message>(`${channels}/${channelId}/messages`, "POST", who.accessToken, {
      content,
      clientMessageCorrelationId: crypto.randomUUID(),
      ...(parentMessageId && { parentMessageId }),
    });

  const reviews = await make("design-reviews");
  const help = await make("help-desk");
  const launch = await make("launch", "Ferry timetable 2.0 goes live Thursday 09:00");
  await make("leads", "", "private");
  const empty = await make("field-notes", "What we saw on board");
  const builds = await make("builds");
  await call(`${channels}/${builds}/preferences`, "PUT", maya.accessToken, {
    isMuted: true,
    isStarred: false,
    section: "",
    notificationLevel: "default",
  });

  await say(jun, launch, "Kiosk screens are back on the wall and showing the right clock.");
  const found = await say(
    tomas,
    launch,
    `Morning. Staging has the new winter timetable. I walked the **Vaxholm** route end to end and only one thing is off: the 17:40 still shows the summer pier.\n\n${fix}`,
  );
  const root = await say(
    ines,
    launch,
    "Nice catch. The printed posters use the old berth too. I can order a reprint today.",
  );
  await say(tomas, launch, "How many are up already?", root.id);
  await say(jun, launch, "Six at the terminal, two at Slussen. I can swap those by hand today.", root.id);
  await say(maya, launch, "Please do. I will tell the harbour master.", root.id);
  await say(
    ravi,
    launch,
    "Notes from the harbour master: page 2 has the berth map, and the *night boat* keeps its pier.",
  );
  const calling = await say(
    jun,
    launch,
    `@${maya.user.username} can you sign off the arrival board before noon? @${tomas.user.username} has it running on the test screen by the kiosk.`,
  );
  const react = (who: Session, message: Message, emoji: string) =>
    call(`${channels}/${launch}/messages/${message.id}/reactions/${encodeURIComponent(emoji)}`, "PUT", who.accessToken);
  for (const who of people) await react(who, found, "⛴️");
  for (const who of [ines, ravi, jun]) await react(who, found, "🙌");

  await say(tomas, reviews, "The new signs are ready to look at.");
  for (let i = 0; i < 4; i++) await say(ravi, help, `@${maya.user.username} another one asks about lost gloves.`);
  for (const [who, text] of [
    [ines, "Lunch at the quay?"],
    [tomas, ""],
    [ravi, ""],
  ] as const) {
    const { id } = await call<Named>(channels, "POST", who.accessToken, {
      type: "direct",
      memberIds: [maya.user.id],
    });
    await say(who, id, text || "Back in a minute.");
    if (text) continue;
    await say(maya, id, "Thanks!");
  }
  return { url, workspaceId, launch, empty, rootId: root.id, callingId: calling.id, maya };
}

/** Maya has read all but the last message, again. */
export function leaveUnread({ url, workspaceId, launch, callingId, maya }: Scene) {
  const message = `${url}/api/workspaces/${workspaceId}/channels/${launch}/messages/${callingId}`;
  return call(`${message}/mark-unread`, "POST", maya.accessToken);
}

/** A page on which it is that morning, and colours come of names. */
export async function pageOf(browser: Browser, url: string, who: string | null): Promise<Page> {
  const context = await browser.newContext({
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "Europe/Stockholm",
    serviceWorkers: "block",
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(now);
  await page.addInitScript(colourByName);
  await page.route("**/api/**", async (route) => {
    const isRead = route.request().method() === "GET" || route.request().url().endsWith("/auth/refresh");
    if (!isRead) return route.continue();
    const response = await route.fetch();
    if (!response.headers()["content-type"]?.includes("json")) return route.fulfill({ response });
    return route.fulfill({ response, json: thatMorning(await response.json()) });
  });
  if (!who) return page;
  const answer = await page.request.post(`${url}/api/auth/login`, {
    data: { identifier: who, password },
    headers: { "X-Echo-Client": "web" },
  });
  const { user } = (await answer.json()) as Session;
  await page.addInitScript((own) => localStorage.setItem("echo:user", own), JSON.stringify(thatMorning(user)));
  return page;
}

/** The same answer, with times of that morning: messages by their numbers, everything else at one time. */
function thatMorning(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((one) => thatMorning(one));
  if (isTime(value)) return at(name === "lastReplyAt" ? "09:26" : "08:00");
  // Nobody is asked to confirm an address.
  if (name === "emailVerified") return true;
  if (typeof value !== "object" || value === null) return value;
  const same = Object.entries(value).map(([key, one]) => [key, thatMorning(one, key)] as const);
  const no = (value as { messageNo?: number }).messageNo;
  return { ...Object.fromEntries(same), ...(no && { createdAt: at(morning[no - 1] ?? "09:26") }) };
}

const isTime = (value: unknown) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:/.test(value);

/** What cuts the page off from live events, and lets it come back. */
export async function lineOf(page: Page) {
  let isCut = false;
  const open = new Set<WebSocketRoute>();
  const path = (url: URL) => url.pathname.startsWith("/socket.io/");
  await page.routeWebSocket(path, (socket) => {
    if (isCut) return socket.close();
    socket.connectToServer();
    open.add(socket);
  });
  await page.route(path, (route) => (isCut ? route.abort() : route.continue()));
  const cut = async () => {
    isCut = true;
    for (const socket of open) await socket.close();
    open.clear();
  };
  const mend = () => {
    isCut = false;
  };
  return { cut, mend };
}

/** Runs in the page: colours come of ids, and ids are new each time. */
function colourByName() {
  const tones: Record<string, string> = { J: "3", T: "1", I: "5", R: "6", M: "2", H: "accent" };
  const paint = () => {
    for (const tile of document.querySelectorAll<HTMLElement>('[style*="--tone"]')) {
      const tone = `var(--tone-${tones[tile.textContent?.trim()[0] ?? ""] ?? "7"})`;
      if (tile.style.getPropertyValue("--tone") !== tone) tile.style.setProperty("--tone", tone);
    }
  };
  new MutationObserver(paint).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["style"],
  });
}
