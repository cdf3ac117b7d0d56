import { callBeside as call, type Session } from "../api";
import { enrol, gather, password } from "../crowd";
import { test as base, expect, type Person } from "../fixtures";
import { Meter } from "./meter";

/* A workspace of a busy team, made over the API once for all that is measured. */

type Channel = { id: string; name: string };

export type Stand = {
  url: string;
  workspaceId: string;
  /** 200 messages. */
  general: Channel;
  /** 10,000 messages. */
  archive: Channel;
  /** Twenty of 120 messages each. */
  rooms: Channel[];
  maya: Session;
  tomas: Session;
};

const atOnce = 48;

/** What people write: of many heights, some with code, lists and emoji. */
export function textOf(no: number): string {
  if (no % 23 === 0) return `The fix of ${no}:\n\`\`\`yaml\n- pier: "B"\n+ pier: "4"\n\`\`\``;
  if (no % 17 === 0) return `Left for ${no}:\n- the board\n- the kiosk\n- **both** posters`;
  if (no % 11 === 0) return `⛴️ ${no} has left, see https://harbour.example/departures/${no}`;
  return `Message ${no}${" and what there is to say of it".repeat((no * 7) % 9)}`;
}

export const post = (stand: Stand, who: Session, channelId: string, content: string) =>
  call<{ id: string }>(
    `${stand.url}/api/workspaces/${stand.workspaceId}/channels/${channelId}/messages`,
    "POST",
    who.accessToken,
    { content, clientMessageCorrelationId: crypto.randomUUID() },
  );

/** Many messages as fast as the server takes them, of both people in turn. */
export async function pour(stand: Stand, channelId: string, count: number) {
  let next = 0;
  const sender = async () => {
    while (next < count) {
      next += 1;
      await post(stand, next % 3 ? stand.maya : stand.tomas, channelId, textOf(next));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, sender));
  // Who writes has read all before it: the channel opens at its end.
  await post(stand, stand.maya, channelId, "That is all.");
}

async function build(url: string): Promise<Stand> {
  const maya = await enrol(url, "maya", "Maya Lindqvist");
  const tomas = await enrol(url, "tomas", "Tomas Berg");
  const workspaceId = await gather(url, "harbour", "Harbour Works", [maya, tomas]);
  const channels = `${url}/api/workspaces/${workspaceId}/channels`;
  const make = async (name: string) => {
    const data = { type: "public", name };
    const made = await call<Channel>(channels, "POST", maya.accessToken, data);
    await call(`${channels}/${made.id}/join`, "POST", tomas.accessToken);
    return made;
  };
  const names = Array.from({ length: 20 }, (_, i) => `room-${String(i + 1).padStart(2, "0")}`);
  const rooms: Channel[] = [];
  for (const name of names) rooms.push(await make(name));
  const stand = { url, workspaceId, general: await make("berths"), archive: await make("archive"), rooms, maya, tomas };
  await pour(stand, stand.general.id, 200);
  for (const { id } of rooms) await pour(stand, id, 120);
  await pour(stand, stand.archive.id, 10_000);
  return stand;
}

type Fixtures = { arrive: (who?: "maya" | "tomas") => Promise<Meter> };

export const test = base.extend<Fixtures, { stand: Stand }>({
  stand: [
    async ({ server }, use) => {
      await use(await build(server.url));
    },
    { scope: "worker", timeout: 10 * 60_000 },
  ],
  /** A new device with nothing in its caches, signed in, with no page open yet. */
  arrive: async ({ stand, visitor }, use) => {
    await use(async (who = "maya") => {
      const { page }: Person = await visitor();
      const data = { identifier: who, password };
      const answer = await page.request.post(`${stand.url}/api/auth/login`, {
        data,
        headers: { "X-Echo-Client": "web" },
      });
      const { user } = (await answer.json()) as Session;
      await page.addInitScript((own) => localStorage.setItem("echo:user", own), JSON.stringify(user));
      return Meter.on(page);
    });
  },
});

export const addressOf = (stand: Stand, channel: Channel) => `${stand.url}/w/${stand.workspaceId}/c/${channel.id}`;

/** Runs in a page: the channel of this name is on the screen, its messages in their place. */
export function isShown(name: string): boolean {
  const field = document.querySelector("#composer");
  const feed = document.querySelector("#messages");
  const hasRows = feed?.querySelector("article") && !feed.closest(".invisible");
  return field?.getAttribute("aria-label") === `Message #${name}` && Boolean(hasRows);
}

/** Opens a channel by its address, and waits until it can be used. */
export async function open(meter: Meter, stand: Stand, channel: Channel) {
  await meter.page.goto(addressOf(stand, channel));
  await meter.page.evaluate(
    `echoMeter.until(${isShown.toString()}, ${JSON.stringify(channel.name)}).then(echoMeter.afterPaint)`,
  );
}

/** Where to click to go to a channel. */
export async function linkTo(meter: Meter, channel: Channel): Promise<[number, number]> {
  const link = meter.page.locator(`[data-channel="${channel.id}"]`);
  await link.scrollIntoViewIfNeeded();
  const box = await link.boundingBox();
  expect(box).not.toBeNull();
  return [(box?.x ?? 0) + 40, (box?.y ?? 0) + 10];
}
