// The shapes of the REST and real-time contract (SPEC §2, §3) as the app uses them.

export type Author = { id: string; username: string; displayName: string; avatarUrl: string | null };

export type User = Author & {
  title: string;
  bio: string;
  timeZone: string;
  locale: string;
  isBot: boolean;
  createdAt: string;
};

export type OwnUser = User & { email: string; emailVerified: boolean; lastSeenAt: string | null };

export type Session = { accessToken: string; expiresIn: number; refreshToken?: string; user: OwnUser };

export type WorkspaceRole = "owner" | "admin" | "member" | "guest";

export type Workspace = {
  id: string;
  name: string;
  displayName: string;
  description: string;
  ownerId: string;
  role: WorkspaceRole;
  memberCount: number;
  isArchived: boolean;
  createdAt: string;
  updatedAt: string;
};

export type ChannelType = "public" | "private" | "direct";
export type ChannelRole = "owner" | "admin" | "member" | "viewer" | "";

export type Channel = {
  id: string;
  workspaceId: string;
  type: ChannelType;
  name: string;
  displayName: string;
  topic: string;
  description: string;
  createdBy: string;
  role: ChannelRole;
  memberCount: number;
  members?: Author[];
  isArchived: boolean;
  lastMessageNo: number;
  lastReadMessageNo: number;
  unreadCount: number;
  lastActivityAt: string | null;
  createdAt: string;
  updatedAt: string;
};

export type Membership = Workspace & { channels: Channel[] };

export type Member = { user: Author; role: string; joinedAt: string };

export type Invite = {
  id: string;
  workspaceId: string;
  role: WorkspaceRole;
  url: string | null;
  maxUses: number;
  uses: number;
  expiresAt: string;
  invitedBy: string;
  createdAt: string;
  revokedAt: string | null;
};

export type InvitePreview = {
  workspace: { id: string; name: string; displayName: string; memberCount: number };
  invitedBy: Author;
  role: WorkspaceRole;
  expiresAt: string;
};

export type Message = {
  id: string;
  workspaceId: string;
  channelId: string;
  messageNo: number;
  author: Author;
  content: string;
  contentType: string;
  clientMessageCorrelationId: string;
  isEdited: boolean;
  editedAt: string | null;
  isDeleted: boolean;
  createdAt: string;
};

export type List<T> = { items: T[]; nextCursor: string | null };

export type MessagePage = List<Message> & {
  prevCursor: string | null;
  firstUnreadMessageNo: number | null;
  lastMessageNo: number;
};

export type Receipt = { channelId: string; userId: string; lastReadMessageNo: number; lastReadAt: string | null };

export type Unread = { channelId: string; unreadCount: number; lastMessageNo: number; lastReadMessageNo: number };

export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: { field: string; message: string }[];
  traceId?: string;
};

export type MemberEvent = {
  workspaceId: string;
  channelId?: string;
  userId: string;
  role: string;
  user: Author;
};

export type TypingEvent = { workspaceId: string; channelId: string; userId: string; user: Author; active: boolean };

export type NameCheck = { name: string; available: boolean };

/** One device on which the person is signed in. */
export type DeviceSession = {
  id: string;
  device: string;
  address: string;
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
};
