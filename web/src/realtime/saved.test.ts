import { beforeEach, describe, expect, it, vi } from "vitest";
import { keys } from "@/api/keys";
import { queryClient } from "@/api/query";
import { channelId, channelOf, membershipOf, messageOf, pageOf, workspaceId } from "@/test/factories";
import { tellListeners } from "./listen";
import { applySaved, catchUpSaved } from "./saved";
import { forgetAll, readState, updateWindow, windowOf } from "./store";
import { addPage } from "./window";

const server = vi.hoisted(() => ({ open: [] as number[], done: [] as number[], whileAsked: () => {} }));
vi.mock("@/api/endpoints", () => ({
  saved: {
    list: async ({ done, cursor }: { done: boolean; cursor?: string }) => {
      server.whileAsked();
      const numbers = done ? server.done : server.open;
      const from = Number(cursor ?? 0);
      const items = numbers.slice(from, from + 100).map((no) => ({ message: messageOf(no) }));
      return { items, nextCursor: from + 100 < numbers.length ? String(from + 100) : null };
    },
  },
}));

const savedHere = () =>
  windowOf(channelId)
    .items.filter(({ isSaved }) => isSaved)
    .map(({ messageNo }) => messageNo);

beforeEach(() => {
  Object.assign(server, { open: [], done: [], whileAsked: () => {} });
  forgetAll();
  queryClient.setQueryData(keys.memberships, [membershipOf(channelOf({}))]);
  windowOf(channelId);
  const page = pageOf(10, 1, 10);
  const items = page.items.map((m) => ({ ...m, isSaved: m.messageNo === 2 }));
  updateWindow(channelId, (w) => addPage(w, { ...page, items }, {}));
});

describe("after an absence", () => {
  it("what was saved elsewhere shows, and what is saved no more does not", async () => {
    Object.assign(server, { open: [5, 400], done: [7] });
    await catchUpSaved();
    expect(savedHere()).toEqual([5, 7]);
  });

  it("what is heard of meanwhile is newer than the answer", async () => {
    server.open = [5];
    server.whileAsked = () =>
      tellListeners({ type: "saved:updated", payload: { workspaceId, messageId: "message-2", saved: null } });
    await catchUpSaved();
    expect(savedHere()).toEqual([2, 5]);
  });

  it("a list too long to be asked for whole does not say what is not saved", async () => {
    server.open = [3, ...Array.from({ length: 700 }, (_, i) => 1000 + i)];
    await catchUpSaved();
    expect(savedHere()).toEqual([2, 3]);
  });

  it("nothing else changes", () => {
    const told = { workspaceId, ids: new Set(["message-2"]), isWhole: true, heard: new Set<string>() };
    expect(applySaved(readState(), told).windows).toBe(readState().windows);
    expect(applySaved(readState(), { ...told, workspaceId: "other" }).windows).toBe(readState().windows);
  });
});
