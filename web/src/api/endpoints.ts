import { request } from "./client";
import { send } from "./transport";
import type {
  AuditEntry,
  Channel,
  ChannelPreferences,
  DeviceSession,
  Invite,
  InvitePreview,
  List,
  Member,
  Membership,
  NameCheck,
  Session,
  Unread,
  Workspace,
  WorkspaceRole,
  WorkspaceSettings,
} from "./types";

/* Every call of the app, by noun. Errors are ApiError. */

export * from "./message-endpoints";

const workspacePath = (id: string) => `/api/workspaces/${id}`;
const channelsPath = (workspaceId: string) => `${workspacePath(workspaceId)}/channels`;
const channelPath = (workspaceId: string, id: string) => `${channelsPath(workspaceId)}/${id}`;

export type Registration = { email: string; username: string; password: string; displayName?: string };
export type Page = { cursor?: string; limit?: number; q?: string };

export const auth = {
  register: (body: Registration) => send<Session>({ method: "POST", path: "/api/auth/register", body }),
  login: (body: { identifier: string; password: string }) =>
    send<Session>({ method: "POST", path: "/api/auth/login", body }),
  logout: (all: boolean) => request<void>("POST", "/api/auth/logout", { query: { all: all || null } }),
  sessions: (cursor?: string) => request<List<DeviceSession>>("GET", "/api/auth/sessions", { query: { cursor } }),
  revoke: (id: string) => request<void>("DELETE", `/api/auth/sessions/${id}`),
};

export type WorkspaceChange = { displayName?: string; description?: string; settings?: Partial<WorkspaceSettings> };

export const workspaces = {
  memberships: (cursor?: string) =>
    request<List<Membership>>("GET", "/api/workspaces/me/memberships", { query: { includeChannels: true, cursor } }),
  create: (body: { name: string; displayName?: string; description?: string }) =>
    request<Workspace>("POST", "/api/workspaces", { body }),
  checkName: (name: string) => request<NameCheck>("GET", `/api/workspaces/check-name/${encodeURIComponent(name)}`),
  get: (id: string) => request<Workspace>("GET", workspacePath(id)),
  update: (id: string, body: WorkspaceChange) => request<Workspace>("PATCH", workspacePath(id), { body }),
  remove: (id: string) => request<void>("DELETE", workspacePath(id)),
  archive: (id: string) => request<Workspace>("POST", `${workspacePath(id)}/archive`),
  unarchive: (id: string) => request<Workspace>("POST", `${workspacePath(id)}/unarchive`),
  transfer: (id: string, userId: string) =>
    request<Workspace>("POST", `${workspacePath(id)}/transfer`, { body: { userId } }),
  leave: (id: string) => request<void>("DELETE", `${workspacePath(id)}/members/me`),
  changeRole: (id: string, userId: string, role: WorkspaceRole) =>
    request<Member>("PATCH", `${workspacePath(id)}/members/${userId}`, { body: { role } }),
  removeMember: (id: string, userId: string) => request<void>("DELETE", `${workspacePath(id)}/members/${userId}`),
  audit: (id: string, cursor?: string) =>
    request<List<AuditEntry>>("GET", `${workspacePath(id)}/audit`, { query: { cursor } }),
  /** With `ids`, those of up to a hundred people who are members. */
  members: (id: string, page: Page & { ids?: string } = {}) =>
    request<List<Member>>("GET", `${workspacePath(id)}/members`, { query: page }),
  unreadCounts: (id: string) => request<List<Unread>>("GET", `${workspacePath(id)}/unread-counts`),
};

export type NewInvite = {
  email?: string;
  role?: WorkspaceRole;
  message?: string;
  expiresInDays?: number;
  maxUses?: number;
};

export const invites = {
  create: (workspaceId: string, body: NewInvite = {}) =>
    request<Invite>("POST", `${workspacePath(workspaceId)}/invites`, { body }),
  list: (workspaceId: string, cursor?: string) =>
    request<List<Invite>>("GET", `${workspacePath(workspaceId)}/invites`, { query: { cursor } }),
  revoke: (workspaceId: string, id: string) => request<void>("DELETE", `${workspacePath(workspaceId)}/invites/${id}`),
  resend: (workspaceId: string, id: string) =>
    request<Invite>("POST", `${workspacePath(workspaceId)}/invites/${id}/resend`),
  preview: (token: string) =>
    send<InvitePreview>({ method: "POST", path: "/api/workspaces/invites/preview", body: { token } }),
  accept: (token: string) => request<Workspace>("POST", "/api/workspaces/invites/accept", { body: { token } }),
};

export type NewChannel =
  | { type: "public" | "private"; name: string; topic?: string; description?: string }
  | { type: "direct" | "group"; memberIds: string[] };

export type ChannelChange = { name?: string; displayName?: string; topic?: string; description?: string };

export const channels = {
  create: (workspaceId: string, body: NewChannel) => request<Channel>("POST", channelsPath(workspaceId), { body }),
  browse: (workspaceId: string, page: Page & { archived?: boolean } = {}) =>
    request<List<Channel>>("GET", channelsPath(workspaceId), { query: page }),
  checkName: (workspaceId: string, name: string) =>
    request<NameCheck>("GET", `${channelsPath(workspaceId)}/check-name/${encodeURIComponent(name)}`),
  get: (workspaceId: string, id: string) => request<Channel>("GET", channelPath(workspaceId, id)),
  update: (workspaceId: string, id: string, body: ChannelChange) =>
    request<Channel>("PATCH", channelPath(workspaceId, id), { body }),
  remove: (workspaceId: string, id: string) => request<void>("DELETE", channelPath(workspaceId, id)),
  archive: (workspaceId: string, id: string) => request<Channel>("POST", `${channelPath(workspaceId, id)}/archive`),
  unarchive: (workspaceId: string, id: string) => request<Channel>("POST", `${channelPath(workspaceId, id)}/unarchive`),
  setPreferences: (workspaceId: string, id: string, body: ChannelPreferences) =>
    request<Channel>("PUT", `${channelPath(workspaceId, id)}/preferences`, { body }),
  join: (workspaceId: string, id: string) => request<Channel>("POST", `${channelPath(workspaceId, id)}/join`),
  leave: (workspaceId: string, id: string) => request<void>("POST", `${channelPath(workspaceId, id)}/leave`),
  members: (workspaceId: string, id: string, page: Page = {}) =>
    request<List<Member>>("GET", `${channelPath(workspaceId, id)}/members`, { query: page }),
  addMember: (workspaceId: string, id: string, userId: string) =>
    request<Member>("POST", `${channelPath(workspaceId, id)}/members`, { body: { userId } }),
  changeRole: (workspaceId: string, id: string, userId: string, role: string) =>
    request<Member>("PATCH", `${channelPath(workspaceId, id)}/members/${userId}`, { body: { role } }),
  removeMember: (workspaceId: string, id: string, userId: string) =>
    request<void>("DELETE", `${channelPath(workspaceId, id)}/members/${userId}`),
};
