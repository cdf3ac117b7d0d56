import type { Author, List } from "./types";
import type { Solid, Wire } from "./wire";

// The shapes of messages and of what belongs to them.

/** Whom or what a message names: as written after the @ or #, in lower case, and whose id that is. */
export type Mention = Solid<Wire["Mention"]>;

/** How people took it with one emoji. Events say that the reader has not reacted: it is worked out from `userIds`. */
export type Reaction = Solid<Wire["Reaction"]>;

/** What the page of a link says of itself. The picture is a path on this server. */
export type LinkPreview = Solid<Wire["Preview"]>;

export type Message = {
  id: string;
  workspaceId: string;
  channelId: string;
  messageNo: number;
  /** The number of its last change among all changes in the channel; 0 is never changed. The greater one is right. */
  changeNo: number;
  author: Author;
  content: string;
  contentType: string;
  clientMessageCorrelationId: string;
  parentMessageId: string | null;
  /** Set on a reply. */
  threadRootId: string | null;
  alsoSentToChannel: boolean;
  replyCount: number;
  lastReplyAt: string | null;
  /** The last three who replied, newest first. */
  replyAuthors: Author[];
  mentions: Mention[];
  reactions: Reaction[];
  previews: LinkPreview[];
  isEdited: boolean;
  editedAt: string | null;
  isDeleted: boolean;
  isPinned: boolean;
  /** A user's id. */
  pinnedBy: string | null;
  pinnedAt: string | null;
  /** Whether the reader has saved it. Events say false. */
  isSaved: boolean;
  createdAt: string;
};

export type MessagePage = List<Message> & {
  prevCursor: string | null;
  firstUnreadMessageNo: number | null;
  lastMessageNo: number;
  /** The page shows the state after this change, or a later one. */
  lastChangeNo: number;
};

/** Messages changed after a point, each once and as it is now, in the order of their last changes. */
export type ChangePage = List<Message> & { lastChangeNo: number };

/** What a message said before it was edited. */
export type Edit = Solid<Wire["Edit"]>;

/** How far somebody has read a channel. The one with the greater revision is right. */
export type Receipt = {
  channelId: string;
  userId: string;
  lastReadMessageNo: number;
  lastReadAt: string | null;
  revision: number;
};

export type Unread = {
  channelId: string;
  unreadCount: number;
  mentionCount: number;
  lastMessageNo: number;
  lastReadMessageNo: number;
  lastChangeNo: number;
  /** The revision of the own receipt. */
  readRevision: number;
};

/** How a thread stands for the reader. The one with the greater revision is right. */
export type ThreadState = {
  channelId: string;
  threadRootId: string;
  isFollowing: boolean;
  lastReadMessageNo: number;
  unreadCount: number;
  mentionCount: number;
  revision: number;
};

export type ThreadPage = List<Message> & { prevCursor: string | null; root: Message; state: ThreadState };

export type FollowedThread = { root: Message; lastReplies: Message[]; state: ThreadState };

export type ThreadsUnread = { unreadThreads: number; mentionCount: number };

/** A message that the reader keeps, and when they want it back. */
export type Saved = Solid<Wire["Saved"]>;

export type Draft = {
  workspaceId: string;
  channelId: string;
  threadRootId: string | null;
  /** "" is a draft that is gone. */
  content: string;
  revision: number;
  updatedAt: string;
};

export type Scheduled = {
  id: string;
  workspaceId: string;
  channelId: string;
  parentMessageId: string | null;
  alsoSendToChannel: boolean;
  content: string;
  sendAt: string;
  createdAt: string;
  state: "waiting" | "failed";
  /** The code of the refusal, when failed. */
  failure: string | null;
};

/** An emoji of a workspace's own: written ":name:", drawn as a picture of this server. */
export type CustomEmoji = Solid<Wire["Emoji"]>;

export type Group = {
  id: string;
  workspaceId: string;
  handle: string;
  displayName: string;
  description: string;
  memberCount: number;
  userIds: string[];
  createdBy: string;
  updatedAt: string;
};

type InChannel = { workspaceId: string; channelId: string };
/** A change of a message, with the whole message as it is after it. */
type Changed = InChannel & { messageId: string; message: Message };

export type DeletedEvent = Changed & { messageNo: number };
export type ReactionEvent = Changed & { messageNo: number; emoji: string; userId: string; user: Author };
export type PinEvent = Changed & { userId: string };
export type ThreadEvent = InChannel & { threadRootId: string; message: Message };
export type SavedEvent = { workspaceId: string; messageId: string; saved: Saved | null };
export type ScheduledEvent = { scheduled: Scheduled; isGone: boolean; messageId: string | null };
export type GroupEvent = { workspaceId: string; group: Group; isDeleted: boolean };
