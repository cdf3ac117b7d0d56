import type { Membership } from "@/api/types";
import { isConversation } from "@/lib/channel";

/** How many unread messages of a workspace are meant for the caller in person: those of conversations that are not muted. */
export const callsIn = ({ channels }: Membership): number =>
  channels.reduce((sum, channel) => sum + (isConversation(channel) && !channel.isMuted ? channel.unreadCount : 0), 0);
