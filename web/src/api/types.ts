// The shapes of the REST and real-time contract as the app uses them.

export type * from "./message-types";

export type Author = { id: string; username: string; displayName: string; avatarUrl: string | null };

export type User = Author & {
  title: string;
  bio: string;
  timeZone: string;
  locale: string;
  isBot: boolean;
  createdAt: string;
  status: Status | null;
  presence: Presence;
  isDeactivated: boolean;
};

/** What a person says of themselves for a while: an emoji, a few words, and when it ends. */
export type Status = { emoji: string; text: string; expiresAt: string | null };

/** What a person lets others see of their being there. */
export type Presence = "active" | "away" | "dnd";

export type Preferences = {
  theme: "system" | "light" | "dark";
  density: "comfortable" | "compact";
  enterToSend: boolean;
  timeFormat: "auto" | "12" | "24";
  emailNotifications: "all" | "mentions" | "none";
  showReadReceipts: boolean;
};

export type OwnUser = User & {
  email: string;
  emailVerified: boolean;
  lastSeenAt: string | null;
  preferences: Preferences;
  presenceUntil: string | null;
  /** The address that waits to be confirmed before it takes the place of `email`. */
  pendingEmail: string | null;
  /** Whether they run this Echo, and may look after its events. */
  isOperator: boolean;
};

/** Whether a link of a mail still lets its reader choose a new password, and for which (masked) address. */
export type ResetCheck = { valid: boolean; email: string; expiresAt: string | null };

export type Session = { accessToken: string; expiresIn: number; refreshToken?: string; user: OwnUser };

export type WorkspaceRole = "owner" | "admin" | "member" | "guest";

export type Allowed = "members" | "admins";

/** What the people of a workspace may do, beside what their roles say. */
export type WorkspaceSettings = {
  whoCanInvite: Allowed;
  whoCanCreateChannels: Allowed;
  showEmails: boolean;
  /** How long authors may edit what they wrote: 0 is as long as they like, -1 not at all. */
  editWindowMinutes: number;
  linkPreviews: boolean;
};

export type Workspace = {
  id: string;
  name: string;
  displayName: string;
  description: string;
  ownerId: string;
  role: WorkspaceRole;
  memberCount: number;
  isArchived: boolean;
  /** Not in a list that an older version has kept on the device. */
  settings?: WorkspaceSettings;
  createdAt: string;
  updatedAt: string;
};

export type ChannelType = "public" | "private" | "direct" | "group";
export type ChannelRole = "owner" | "admin" | "member" | "viewer" | "";

export type NotificationLevel = "default" | "all" | "mentions" | "none";

/** What a member wishes of a channel, for themselves alone. */
export type ChannelPreferences = {
  isMuted: boolean;
  isStarred: boolean;
  notificationLevel: NotificationLevel;
  /** The section of the sidebar it is in; "" is none. */
  section: string;
};

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
  /** Unread messages that mention me. Not in a list that an older version has kept on the device. */
  mentionCount?: number;
  /** The number of the last change of a message; not in an older list either. */
  lastChangeNo?: number;
  /** The revision of the own receipt. */
  readRevision?: number;
  lastActivityAt: string | null;
  createdAt: string;
  updatedAt: string;
  /* The preferences are not in a list that an older version has kept on the device. */
} & Partial<ChannelPreferences>;

export type Membership = Workspace & { channels: Channel[] };

export type Member = { user: Author; role: string; joinedAt: string; email?: string | null };

export type Invite = {
  id: string;
  workspaceId: string;
  /** Whom it was sent to; null for a link that anyone may use. */
  email?: string | null;
  message?: string;
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
  /** The address it was sent to, masked. */
  email?: string | null;
};

/** Something that was done in a workspace, as its owners can read it. */
export type AuditEntry = {
  id: string;
  at: string;
  actor: Author | null;
  action: string;
  target: { type: string; id: string; name: string };
  details: Record<string, unknown>;
};

export type List<T> = { items: T[]; nextCursor: string | null };

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

/** How others see somebody: as they chose, or away from their devices, or not connected. */
export type ShownPresence = Presence | "offline";

export type PresenceEvent = {
  userId: string;
  presence: ShownPresence;
  status: Status | null;
  /** Of who is offline. */
  lastSeenAt?: string;
};

export type TypingEvent = {
  workspaceId: string;
  channelId: string;
  /** The thread that is written in; else it is the channel. */
  threadRootId?: string;
  userId: string;
  user: Author;
  active: boolean;
};

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
