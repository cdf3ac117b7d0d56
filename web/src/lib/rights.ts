import type { Channel, ChannelRole, Workspace, WorkspaceRole } from "@/api/types";
import { isConversation } from "./channel";

/*
 * What the own role allows, as the server would judge it. The server has the last word: this only keeps things away
 * that it would refuse.
 */

type InWorkspace = Pick<Workspace, "role" | "isArchived" | "settings">;
type InChannel = Pick<Channel, "role" | "type" | "name" | "isArchived">;

export const generalName = "general";

const manages = (role: WorkspaceRole | ChannelRole) => role === "owner" || role === "admin";
const isAllowed = (setting: "members" | "admins" | undefined, role: WorkspaceRole) =>
  manages(role) || (role === "member" && setting !== "admins");

export const isOwner = ({ role }: Pick<Workspace, "role">) => role === "owner";
export const canEditWorkspace = ({ role, isArchived }: InWorkspace) => manages(role) && !isArchived;
export const canInvite = ({ role, isArchived, settings }: InWorkspace) =>
  !isArchived && isAllowed(settings?.whoCanInvite, role);
export const canCreateChannels = ({ role, isArchived, settings }: InWorkspace) =>
  !isArchived && isAllowed(settings?.whoCanCreateChannels, role);
export const canAddEmoji = ({ role, isArchived }: InWorkspace) => role !== "guest" && !isArchived;
/** One's own, and any for those who manage the workspace. */
export const canRemoveEmoji = (workspace: InWorkspace, isOwn: boolean) =>
  canAddEmoji(workspace) && (isOwn || manages(workspace.role));
/** Members see their own invitations, those who manage the workspace see all. */
export const canSeeInvites = ({ role }: Pick<Workspace, "role">) => role !== "guest";
export const canBrowse = ({ role }: Pick<Workspace, "role">) => role !== "guest";

/** The roles that the caller may give in an invitation: none above their own, and never owner. */
export function invitedRoles(own: WorkspaceRole): WorkspaceRole[] {
  if (manages(own)) return ["member", "admin", "guest"];
  return own === "member" ? ["member", "guest"] : [];
}

/** The roles that the caller may give to someone who now has another one; only the present one when none. */
export function workspaceRolesFor(own: WorkspaceRole, theirs: WorkspaceRole): WorkspaceRole[] {
  if (own === "owner") return ["owner", "admin", "member", "guest"];
  return own === "admin" && theirs !== "owner" ? ["admin", "member", "guest"] : [theirs];
}

export const canRemoveFromWorkspace = (own: WorkspaceRole, theirs: WorkspaceRole) =>
  own === "owner" || (own === "admin" && theirs !== "owner");

const isOpen = (channel: InChannel, workspace: InWorkspace) => !channel.isArchived && !workspace.isArchived;
const isManaged = (channel: InChannel, workspace: InWorkspace) =>
  !isConversation(channel) && (manages(channel.role) || manages(workspace.role));

/** They delete what others wrote. A conversation is run by nobody. */
export const canModerate = isManaged;

export const canPost = (channel: InChannel, workspace: InWorkspace) =>
  isOpen(channel, workspace) && (channel.role === "member" || manages(channel.role));

/** Whether an author may still change what they wrote, as the workspace has it. */
export function isEditTime({ settings }: InWorkspace, createdAt: string, now = Date.now()): boolean {
  const minutes = settings?.editWindowMinutes ?? 0;
  return minutes === 0 || (minutes > 0 && now - Date.parse(createdAt) <= minutes * 60_000);
}

export const canRenameChannel = (channel: InChannel, workspace: InWorkspace) =>
  canManageMembers(channel, workspace) && channel.name !== generalName;

/** Topic and description. */
export const canEditChannel = (channel: InChannel, workspace: InWorkspace) =>
  !isConversation(channel) &&
  isOpen(channel, workspace) &&
  (channel.role === "member" || manages(channel.role) || manages(workspace.role));

export const canAddToChannel = (channel: InChannel, workspace: InWorkspace) =>
  !isConversation(channel) &&
  isOpen(channel, workspace) &&
  workspace.role !== "guest" &&
  (channel.role === "member" || manages(channel.role));

/** What its members may do. */
export const canManageMembers = (channel: InChannel, workspace: InWorkspace) =>
  isManaged(channel, workspace) && isOpen(channel, workspace);

/** The roles that the caller may give to a member of a channel; only the present one when none. */
export function channelRolesFor(channel: InChannel, workspace: InWorkspace, theirs: ChannelRole): ChannelRole[] {
  if (!canManageMembers(channel, workspace)) return [theirs];
  if (channel.role === "owner" || workspace.role === "owner") return ["owner", "admin", "member", "viewer"];
  return theirs === "owner" ? [theirs] : ["admin", "member", "viewer"];
}

export const canRemoveFromChannel = (channel: InChannel, workspace: InWorkspace, theirs: ChannelRole) =>
  channel.name !== generalName &&
  isManaged(channel, workspace) &&
  !workspace.isArchived &&
  (theirs !== "owner" || channel.role === "owner" || workspace.role === "owner");

/** Archive it, and bring it back. */
export const canArchiveChannel = (channel: InChannel, workspace: InWorkspace) =>
  isManaged(channel, workspace) && channel.name !== generalName && !workspace.isArchived;

export const canDeleteChannel = canArchiveChannel;

/** All but guests belong to #general for as long as they belong to the workspace. */
export const canLeaveChannel = (channel: InChannel, workspace: Pick<Workspace, "role">) =>
  channel.role !== "" && !isConversation(channel) && (channel.name !== generalName || workspace.role === "guest");
