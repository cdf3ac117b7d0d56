import type { Channel, Membership, Message } from "@/api/types";
import { canModerate, canPost, isEditTime } from "@/lib/rights";
import { findChannel, readState } from "@/realtime";
import type { MessagePlace } from "./drawn";

export type Allowed = {
  react: boolean;
  reply: boolean;
  edit: boolean;
  edits: boolean;
  delete: boolean;
  pin: boolean;
  save: boolean;
  unread: boolean;
};

/** What the reader may do with a message, as far as this device can tell; the server has the last word. */
export function allowedOn(message: Message, place: MessagePlace): Allowed {
  const { me, memberships } = readState();
  const workspace = memberships.find(({ id }) => id === message.workspaceId);
  return allowed(message, place, me, workspace, findChannel(memberships, message.channelId));
}

export function allowed(
  message: Message,
  place: MessagePlace,
  me: string,
  workspace?: Membership,
  channel?: Channel,
): Allowed {
  const isThere = !message.isDeleted;
  const isMine = message.author.id === me;
  const isMember = channel !== undefined && channel.role !== "";
  const isOpen = isMember && !channel.isArchived && !workspace?.isArchived;
  const isKnown = channel !== undefined && workspace !== undefined;
  const mayWrite = isKnown && canPost(channel, workspace);
  const isRunning = isKnown && canModerate(channel, workspace);
  const isTime = isKnown && isEditTime(workspace, message.createdAt);
  return {
    react: isThere && isOpen,
    reply: place === "channel" && (mayWrite || message.replyCount > 0),
    edit: isThere && isMine && mayWrite && isTime,
    edits: isThere && message.isEdited && (isMine || isRunning),
    delete: isThere && isOpen && (isMine || isRunning),
    pin: isThere && mayWrite,
    save: isThere && isMember,
    unread: isMember && place === "channel",
  };
}
