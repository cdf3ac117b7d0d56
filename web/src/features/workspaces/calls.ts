import type { Membership } from "@/api/types";

/** How many unread messages of a workspace are meant for the caller in person: direct ones. */
export const callsIn = ({ channels }: Membership): number =>
  channels.reduce((sum, channel) => sum + (channel.type === "direct" ? channel.unreadCount : 0), 0);
