import type { Channel, Membership } from "@/api/types";
import { channelTitle } from "@/lib/channel";

export type Target = { channel: Channel; workspace: Membership; title: string };

/** Where one can jump: the conversations of the current workspace first, unread ones and recent ones on top. */
export function targetsOf(memberships: Membership[], me: string, workspaceId: string): Target[] {
  return memberships
    .flatMap((workspace) =>
      workspace.channels
        .filter((channel) => !channel.isArchived)
        .map((channel) => ({ channel, workspace, title: channelTitle(channel, me) })),
    )
    .sort(
      (a, b) =>
        Number(b.workspace.id === workspaceId) - Number(a.workspace.id === workspaceId) ||
        Number(b.channel.unreadCount > 0) - Number(a.channel.unreadCount > 0) ||
        (b.channel.lastActivityAt ?? "").localeCompare(a.channel.lastActivityAt ?? "") ||
        a.title.localeCompare(b.title),
    );
}
