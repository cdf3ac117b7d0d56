import { messages } from "@/api/endpoints";
import { markRead, markUnread } from "./receipts";
import { readState } from "./store";

/**
 * Marks every conversation of a workspace as read. Gives back how to undo it: the point read goes back to where it was.
 * Null when nothing was unread.
 */
export function markAllRead(workspaceId: string): (() => Promise<void>) | null {
  const unread = (readState().memberships.find(({ id }) => id === workspaceId)?.channels ?? [])
    .filter(({ unreadCount }) => unreadCount > 0)
    .map(({ id, lastReadMessageNo, lastMessageNo }) => ({ id, lastReadMessageNo, lastMessageNo }));
  if (unread.length === 0) return null;
  for (const { id, lastMessageNo } of unread) markRead(workspaceId, id, lastMessageNo);

  return async () => {
    const restore = async ({ id, lastReadMessageNo }: (typeof unread)[number]) => {
      const { items } = await messages.page(workspaceId, id, { after: lastReadMessageNo, limit: 1 });
      const [first] = items;
      if (first) await markUnread(first);
    };
    await Promise.all(unread.map(restore));
  };
}
