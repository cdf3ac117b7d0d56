import { knownGroups } from "@/api/directory";
import type { Channel } from "@/api/types";
import { namesIn } from "./query";

/** More people than this are not called without asking. */
const many = 20;

/** The loudest call in a text, if it is for more than a few: by which name, and how many people. */
export function loudIn(content: string, channel: Channel): { name: string; count: number } | null {
  if (!content.includes("@")) return null;
  const groups = knownGroups(channel.workspaceId);
  const calls = namesIn(content).map((name) => {
    if (name === "channel" || name === "here") return { name, count: channel.memberCount };
    return { name, count: groups.find(({ handle }) => handle === name)?.memberCount ?? 0 };
  });
  const loudest = calls.toSorted((a, b) => b.count - a.count)[0];
  return loudest && loudest.count > many ? loudest : null;
}
