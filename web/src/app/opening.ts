import type { Channel, Membership } from "@/api/types";
import { lastChannel } from "@/lib/last-place";

/** The conversation a workspace opens with: the last one, else #general, else any. */
export function openingChannel(workspace: Membership): Channel | undefined {
  const { channels, id } = workspace;
  const last = lastChannel(id);
  return (
    channels.find((channel) => channel.id === last) ??
    channels.find(({ name, type }) => type === "public" && name === "general") ??
    channels.find(({ type }) => type !== "direct") ??
    channels[0]
  );
}
