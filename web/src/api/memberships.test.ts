import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keys } from "./keys";
import { dropChannel, keepSnapshot, putChannel, restoreSnapshot } from "./memberships";
import { queryClient } from "./query";
import { endSession, startSession } from "./session";
import type { Channel, Membership, OwnUser } from "./types";

const disk = vi.hoisted(() => new Map<string, unknown>());
vi.mock("@/lib/idb", () => ({
  idb: {
    get: async (key: string) => disk.get(key),
    set: async (key: string, value: unknown) => disk.set(key, value),
    remove: async (key: string) => disk.delete(key),
  },
}));

const channel = (id: string, given: Partial<Channel> = {}) => ({ id, workspaceId: "w", name: id, ...given }) as Channel;
const list = () => queryClient.getQueryData<Membership[]>(keys.memberships);
const names = () => list()?.map(({ channels }) => channels.map(({ name }) => name));

keepSnapshot();

beforeEach(() => {
  vi.useFakeTimers();
  disk.clear();
  startSession({ accessToken: "t", expiresIn: 900, user: { id: "maya" } as OwnUser });
  queryClient.setQueryData(keys.memberships, [
    { id: "w", channels: [channel("general"), channel("launch")] },
    { id: "v", channels: [channel("general")] },
  ]);
});

afterEach(() => vi.runAllTimersAsync());

test("a channel is put into its workspace once, and taken out of it", () => {
  putChannel(channel("leads"));
  putChannel(channel("leads", { name: "leads-2" }));
  expect(names()).toEqual([["general", "launch", "leads-2"], ["general"]]);
  dropChannel("w", "general");
  expect(names()).toEqual([["launch", "leads-2"], ["general"]]);
});

test("the list outlives the page, until the person signs out", async () => {
  await vi.runAllTimersAsync();
  queryClient.clear();
  await restoreSnapshot();
  expect(names()).toEqual([["general", "launch"], ["general"]]);
  expect(queryClient.getQueryState(keys.memberships)?.dataUpdatedAt).toBe(1);

  endSession("left");
  expect(list()).toBeUndefined();
  expect(disk.size).toBe(0);
});

test("the list is kept at once, and again while it goes on changing", async () => {
  const kept = () => (disk.get("memberships:maya") as Membership[] | undefined)?.[0]?.channels.length;
  await vi.advanceTimersByTimeAsync(1000);
  expect(kept()).toBe(2);
  for (let n = 0; n < 20; n++) {
    putChannel(channel(`pier-${n}`));
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(kept()).toBeGreaterThan(10);
});

test("what is in the cache already is newer than what was kept", async () => {
  disk.set("memberships:maya", []);
  await restoreSnapshot();
  expect(list()).toHaveLength(2);
});
