/** The names of everything in the query cache. */
export const keys = {
  /** Membership[]: all workspaces with the caller's channels; real-time events keep it current. */
  memberships: ["memberships"] as const,
  /** Channel: one the caller may not be a member of. */
  channel: (channelId: string) => ["channel", channelId] as const,
  /** The latest messages of a channel the caller is not in. */
  preview: (channelId: string) => ["preview", channelId] as const,
  /** Public channels of a workspace, joined or not; those in use or the archived ones. */
  browse: (workspaceId: string, q: string, archived = false) => ["browse", workspaceId, `${archived}`, q] as const,
  workspaceMembers: (workspaceId: string, q = "") => ["workspace-members", workspaceId, q] as const,
  /** With the number of members, which events keep current: a list of another length is another list. */
  channelMembers: (channelId: string, count: number) => ["channel-members", channelId, `${count}`] as const,
  /** The first three members. */
  channelFaces: (channelId: string, count: number) => ["channel-faces", channelId, `${count}`] as const,
  audit: (workspaceId: string) => ["audit", workspaceId] as const,
  invites: (workspaceId: string) => ["invites", workspaceId] as const,
  invitePreview: (token: string) => ["invite-preview", token] as const,
  resetCheck: (token: string) => ["reset-check", token] as const,
  verification: (token: string) => ["verification", token] as const,
  nameCheck: (scope: string, name: string) => ["name-check", scope, name] as const,
  /** ThreadsUnread: in how many threads something waits. */
  threadsUnread: (workspaceId: string) => ["threads-unread", workspaceId] as const,
  /** The roots of the unread threads; refreshed with the list of threads. */
  unreadThreads: (workspaceId: string) => ["threads", workspaceId, "roots"] as const,
  threads: (workspaceId: string, unread: boolean) => ["threads", workspaceId, `${unread}`] as const,
  mentions: (workspaceId: string) => ["mentions", workspaceId] as const,
  saved: (workspaceId: string, done: boolean) => ["saved", workspaceId, `${done}`] as const,
  drafts: (workspaceId: string) => ["drafts", workspaceId] as const,
  scheduled: (workspaceId: string) => ["scheduled", workspaceId] as const,
  /** Message: one that a text links to. */
  message: (id: string) => ["message", id] as const,
  /** What a message said before, until it changes again. */
  edits: (id: string, changeNo: number) => ["edits", id, `${changeNo}`] as const,
  pins: (channelId: string) => ["pins", channelId] as const,
  /** Group[]: the groups of a workspace. */
  groups: (workspaceId: string) => ["groups", workspaceId] as const,
  sessions: ["sessions"] as const,
  /** User: anybody's profile. */
  person: (userId: string) => ["person", userId] as const,
  /** CustomEmoji[]: the emoji of a workspace's own. */
  emoji: (workspaceId: string) => ["emoji", workspaceId] as const,
};
