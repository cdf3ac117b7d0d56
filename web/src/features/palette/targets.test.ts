import { expect, test } from "vitest";
import type { Channel, Membership } from "@/api/types";
import { targetsOf } from "./targets";

const channel = (name: string, unreadCount = 0, lastActivityAt: string | null = null) =>
  ({ id: name, name, displayName: "", type: "public", isArchived: false, unreadCount, lastActivityAt }) as Channel;

test("unread and recent conversations of the current workspace come first", () => {
  const memberships = [
    { id: "other", channels: [channel("theirs", 9)] },
    { id: "here", channels: [channel("quiet"), channel("recent", 0, "2026-02-01"), channel("unread", 1)] },
  ] as Membership[];
  expect(targetsOf(memberships, "me", "here").map(({ title }) => title)).toEqual([
    "unread",
    "recent",
    "quiet",
    "theirs",
  ]);
});
