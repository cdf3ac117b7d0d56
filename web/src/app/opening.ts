import type { Channel, Membership } from "@/api/types";
import { isConversation } from "@/lib/channel";
import { lastChannel } from "@/lib/last-place";

/** The conversation a workspace opens with: the last one, else #general, else any. */
export function openingChannel(workspace: Membership): Channel | undefined {
  const { id } = workspace;
  const last = lastChannel(id);
  const channels = workspace.channels.filter(({ isArchived }) => !isArchived);
  return (
    channels.find((channel) => channel.id === last) ??
    channels.find(({ name, type }) => type === "public" && name === "general") ??
    channels.find((channel) => !isConversation(channel)) ??
    channels[0]
  );
}
