import { expect, test } from "vitest";
import type { Channel, Membership } from "@/api/types";
import { inOrder, neighbour, sectionsOf, visibleOf } from "./sections";

const channel = (id: string, given: Partial<Channel> = {}) =>
  ({
    id,
    name: id,
    displayName: "",
    type: "public",
    unreadCount: 0,
    isArchived: false,
    lastActivityAt: null,
    createdAt: "2026-01-01T00:00:00Z",
    ...given,
  }) as Channel;

const direct = (id: string, lastActivityAt: string) =>
  channel(id, { type: "direct", lastActivityAt, members: [{ id, username: id, displayName: id, avatarUrl: null }] });

const workspace = {
  channels: [
    channel("launch"),
    channel("archive", { isArchived: true }),
    channel("builds", { unreadCount: 3 }),
    direct("ines", "2026-02-01T00:00:00Z"),
    direct("tomas", "2026-03-01T00:00:00Z"),
  ],
} as Membership;

const sections = sectionsOf(workspace, "maya");
const rows = inOrder(sections);

test("channels are listed by name, direct conversations by their latest message, archived ones not at all", () => {
  expect(rows.map(({ id }) => id)).toEqual(["builds", "launch", "tomas", "ines"]);
});

test("a folded section still shows what is unread and what is open", () => {
  const entries = sections.find(({ kind }) => kind === "channels")?.entries ?? [];
  const ids = (currentId?: string) => visibleOf(entries, true, currentId).map(({ channel }) => channel.id);
  expect(ids()).toEqual(["builds"]);
  expect(ids("launch")).toEqual(["builds", "launch"]);
});

test.each([
  ["launch", 1, "tomas"],
  ["launch", -1, "builds"],
  ["ines", 1, "builds"],
  ["builds", -1, "ines"],
  [undefined, 1, "builds"],
] as const)("from %s, a step of %i leads to %s", (from, step, to) => {
  expect(neighbour(rows, from, step, false)?.id).toBe(to);
});

test("the next unread row is found around the end, and none when there is none", () => {
  expect(neighbour(rows, "tomas", 1, true)?.id).toBe("builds");
  expect(neighbour(rows, "builds", 1, true)).toBeUndefined();
});

test("starred rows stand on top and only there, then the sections one made, then the rest", () => {
  const given = {
    id: "w",
    channels: [
      channel("launch", { section: "Projects" }),
      channel("ferry", { section: "Projects", isStarred: true }),
      channel("builds"),
      { ...direct("ines", "2026-02-01T00:00:00Z"), section: "Close" },
      { ...direct("team", "2026-02-01T00:00:00Z"), type: "group" as const },
    ],
  } as Membership;
  const seen = sectionsOf(given, "maya").map(({ kind, name, entries }) => [
    kind,
    name,
    entries.map((each) => each.channel.id),
  ]);
  expect(seen).toEqual([
    ["starred", "", ["ferry"]],
    ["own", "Close", ["ines"]],
    ["own", "Projects", ["launch"]],
    ["channels", "", ["builds"]],
    ["directs", "", ["team"]],
  ]);
});

test("what is muted does not call: not from a folded section, nor as the next unread row", () => {
  const muted = channel("noise", { unreadCount: 4, isMuted: true });
  expect(visibleOf([{ channel: muted, title: "noise" }], true, undefined)).toEqual([]);
  expect(neighbour([channel("launch"), muted], "launch", 1, true)).toBeUndefined();
});
