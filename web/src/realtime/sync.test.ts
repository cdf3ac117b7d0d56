import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keys } from "@/api/keys";
import { queryClient } from "@/api/query";
import type { Membership } from "@/api/types";
import { authorOf, channelId, channelOf, membershipOf, messageOf, pageOf, workspaceId } from "@/test/factories";
import { FakeSocket } from "@/test/fake-socket";
import type { RealtimeEvent } from "./events";
import { readState, updateWindow, windowOf } from "./store";
import { startSync } from "./sync";
import { addPage } from "./window";

const { api, wire } = vi.hoisted(() => ({
  api: {
    log: [] as string[],
    lastNo: 50,
    unread: 0,
  },
  wire: { socket: null as unknown, onUp: () => {}, onDown: () => {}, onEvent: (_: unknown) => {} },
}));

vi.mock("@/api/session", async () => ({
  currentUser: () => ({ ...authorOf("maya") }),
  onSignedOut: () => () => {},
  getAccessToken: async () => "token",
  refreshAccessToken: async () => "token",
}));
vi.mock("./socket", () => ({
  openSocket: (handlers: object) => Object.assign(wire, handlers).socket,
}));
vi.mock("@/api/endpoints", () => ({
  workspaces: {
    memberships: async () => {
      api.log.push("memberships");
      return { items: [membership()], nextCursor: null };
    },
    unreadCounts: async () => ({
      items: [{ channelId, unreadCount: api.unread, lastMessageNo: api.lastNo, lastReadMessageNo: 40 }],
      nextCursor: null,
    }),
  },
  channels: { get: async () => channelOf({ id: "joined", name: "joined" }) },
  messages: {
    page: async (_w: string, _c: string, { after = 0 }: { after?: number }) => {
      api.log.push(`after ${after}`);
      return pageOf(api.lastNo, after + 1, after + 200);
    },
  },
}));

const membership = (): Membership =>
  membershipOf(channelOf({ lastMessageNo: api.lastNo, lastReadMessageNo: 40, unreadCount: api.unread }));
const hear = (event: RealtimeEvent) => wire.onEvent(event);
const created = (no: number) => hear({ type: "message:created", payload: messageOf(no) });
const numbers = () => windowOf(channelId).items.map((m) => m.messageNo);
const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

let socket: FakeSocket;
let stop: () => void;

beforeEach(async () => {
  vi.useFakeTimers();
  Object.assign(api, { log: [], lastNo: 50, unread: 7 });
  socket = new FakeSocket();
  wire.socket = Object.assign(socket, { close: () => {} });
  queryClient.setQueryData(keys.memberships, [membership()]);
  stop = startSync("maya");
  windowOf(channelId);
  updateWindow(channelId, (w) => addPage(w, pageOf(50, 1, 50), {}));
  await wait(0);
  await vi.dynamicImportSettled();
});
afterEach(() => {
  stop();
  queryClient.clear();
  vi.useRealTimers();
});

async function connect() {
  socket.emit = (event: string, ...args: unknown[]) => {
    if (event === "join:workspace") api.log.push(`join ${(args[0] as { workspaceId: string }).workspaceId}`);
    return socket;
  };
  socket.connected = true;
  wire.onUp();
  await wait(0);
}

describe("coming back", () => {
  it("joins the rooms, then asks how far the channels go, then fills what is missing", async () => {
    api.lastNo = 80;
    await connect();
    await wait(500);
    expect(api.log).toEqual([`join ${workspaceId}`, "memberships", "after 50"]);
    expect(numbers()).toEqual(upTo(80));
  });

  it("leaves a channel in which too much was said to the reader's scrolling", async () => {
    api.lastNo = 5000;
    await connect();
    await wait(500);
    expect(api.log).not.toContain("after 50");
    expect(windowOf(channelId)).toMatchObject({ live: false, head: 5000, to: 50 });
  });

  it("is done again after a long time out of sight", async () => {
    await connect();
    api.log.length = 0;
    const see = (visibilityState: string) => {
      Object.defineProperty(document, "visibilityState", { value: visibilityState, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    };
    see("hidden");
    await wait(59_000);
    see("visible");
    await wait(0);
    expect(api.log).toEqual([]);
    see("hidden");
    await wait(61_000);
    see("visible");
    await wait(0);
    expect(api.log).toEqual(["memberships"]);
  });
});

describe("a hole", () => {
  it("is filled by the server when it does not close by itself", async () => {
    await connect();
    api.lastNo = 53;
    created(53);
    expect(numbers()).toEqual(upTo(50));
    await wait(500);
    expect(numbers()).toEqual(upTo(53));
  });

  it("that closes by itself costs nothing", async () => {
    await connect();
    api.log.length = 0;
    created(52);
    created(51);
    await wait(500);
    expect(numbers()).toEqual(upTo(52));
    expect(api.log).toEqual([]);
  });

  it("in what was heard of a channel has its unread counted by the server", async () => {
    await connect();
    Object.assign(api, { lastNo: 54, unread: 9 });
    created(54);
    await wait(1500);
    expect(readState().memberships[0]?.channels[0]).toMatchObject({ unreadCount: 9, lastMessageNo: 54 });
  });
});

describe("facts", () => {
  it("of a channel I was added to are fetched, and it is in the list", async () => {
    await connect();
    const user = authorOf("maya");
    hear({
      type: "member:joined",
      payload: { workspaceId, channelId: "joined", userId: "maya", role: "member", user },
    });
    await wait(0);
    expect(readState().memberships[0]?.channels.map(({ id }) => id)).toEqual([channelId, "joined"]);
  });

  it("fetched elsewhere in the app do not undo what was heard meanwhile", async () => {
    await connect();
    const stale = [membership()];
    created(51);
    await queryClient.fetchQuery({ queryKey: keys.memberships, queryFn: async () => stale, staleTime: 0 });
    expect(readState().memberships[0]?.channels[0]).toMatchObject({ unreadCount: 8, lastMessageNo: 51 });
  });
});
