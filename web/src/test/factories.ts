import type { Author, Channel, Membership, Message, MessagePage, Unread } from "@/api/types";
import type { Pending } from "@/realtime/window";

/* Things of the contract, complete, with only what a test is about spelled out. */

export const workspaceId = "workspace";
export const channelId = "channel";

export const authorOf = (name: string): Author => ({
  id: name,
  username: name,
  displayName: name,
  avatarUrl: null,
});

export const messageOf = (messageNo: number, over: Partial<Message> = {}): Message => ({
  id: `message-${messageNo}`,
  workspaceId,
  channelId,
  messageNo,
  author: authorOf("tomas"),
  content: `text ${messageNo}`,
  contentType: "text/markdown",
  clientMessageCorrelationId: `correlation-${messageNo}`,
  changeNo: 0,
  parentMessageId: null,
  threadRootId: null,
  alsoSentToChannel: false,
  replyCount: 0,
  lastReplyAt: null,
  replyAuthors: [],
  mentions: [],
  reactions: [],
  previews: [],
  isEdited: false,
  editedAt: null,
  isDeleted: false,
  isPinned: false,
  pinnedBy: null,
  pinnedAt: null,
  isSaved: false,
  createdAt: new Date(Date.UTC(2026, 10, 18, 8, 0, messageNo)).toISOString(),
  ...over,
});

export const messagesOf = (from: number, to: number): Message[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => messageOf(from + i));

/** The page that a server holding messages 1..last would answer with. */
export function pageOf(last: number, from: number, to: number): MessagePage {
  const first = Math.max(1, from);
  const end = Math.min(last, to);
  return {
    items: messagesOf(first, end),
    prevCursor: first > 1 ? String(first) : null,
    nextCursor: end < last ? String(end) : null,
    firstUnreadMessageNo: null,
    lastMessageNo: last,
    lastChangeNo: 0,
  };
}

export const pendingOf = (correlationId: string, over: Partial<Pending> = {}): Pending => ({
  correlationId,
  workspaceId,
  channelId,
  author: authorOf("maya"),
  content: `mine ${correlationId}`,
  createdAt: "2026-11-18T09:00:00.000Z",
  state: "sending",
  ...over,
});

export const channelOf = (over: Partial<Channel> = {}): Channel => ({
  id: channelId,
  workspaceId,
  type: "public",
  name: "launch",
  displayName: "",
  topic: "",
  description: "",
  createdBy: "maya",
  role: "member",
  memberCount: 2,
  isArchived: false,
  lastMessageNo: 0,
  lastReadMessageNo: 0,
  unreadCount: 0,
  lastActivityAt: null,
  createdAt: "2026-11-01T08:00:00Z",
  updatedAt: "2026-11-01T08:00:00Z",
  ...over,
});

export const unreadOf = (over: Partial<Unread> = {}): Unread => ({
  channelId,
  unreadCount: 0,
  mentionCount: 0,
  lastMessageNo: 0,
  lastReadMessageNo: 0,
  lastChangeNo: 0,
  readRevision: 0,
  ...over,
});

export const membershipOf = (...channels: Channel[]): Membership => ({
  id: workspaceId,
  name: "harbour",
  displayName: "Harbour Works",
  description: "",
  ownerId: "maya",
  role: "member",
  memberCount: 2,
  isArchived: false,
  createdAt: "2026-11-01T08:00:00Z",
  updatedAt: "2026-11-01T08:00:00Z",
  channels,
});
