import { request } from "./client";
import type {
  ChangePage,
  Draft,
  Edit,
  FollowedThread,
  List,
  Message,
  MessagePage,
  Receipt,
  Saved,
  Scheduled,
  ThreadPage,
  ThreadState,
  ThreadsUnread,
} from "./types";
import type { Wire } from "./wire";

/* The calls about messages, and what belongs to them. */

const channelPath = (workspaceId: string, id: string) => `/api/workspaces/${workspaceId}/channels/${id}`;
const messagesPath = (workspaceId: string, channelId: string) => `${channelPath(workspaceId, channelId)}/messages`;

/** Where a message is. */
export type At = { workspaceId: string; channelId: string; id: string };
const pathOf = ({ workspaceId, channelId, id }: At) => `${messagesPath(workspaceId, channelId)}/${id}`;
const reactionPath = (at: At, emoji: string) => `${pathOf(at)}/reactions/${encodeURIComponent(emoji)}`;

/** At most one of before, after and around; none of them opens at the first unread message, or at the end. */
export type Window = { before?: string | number; after?: string | number; around?: string | number; limit?: number };

export type NewMessage = {
  content: string;
  clientMessageCorrelationId: string;
  /** A message of the thread: its root, or any reply. */
  parentMessageId?: string;
  alsoSendToChannel?: boolean;
};

export const messages = {
  send: (workspaceId: string, channelId: string, body: NewMessage, signal?: AbortSignal) =>
    request<Message>("POST", messagesPath(workspaceId, channelId), { body, ...(signal && { signal }) }),
  page: (workspaceId: string, channelId: string, window: Window = {}, signal?: AbortSignal) =>
    request<MessagePage>("GET", messagesPath(workspaceId, channelId), {
      query: window,
      ...(signal && { signal }),
    }),
  get: (workspaceId: string, channelId: string, id: string) =>
    request<Message>("GET", pathOf({ workspaceId, channelId, id })),
  markRead: (workspaceId: string, channelId: string, messageNo: number) =>
    request<Receipt>("POST", `${channelPath(workspaceId, channelId)}/read-receipt`, { body: { messageNo } }),
  markUnread: (at: At) => request<Receipt>("POST", `${pathOf(at)}/mark-unread`),
  /** The messages whose last change came after one, in the order of their changes. */
  changes: (workspaceId: string, channelId: string, after: number, limit?: number) =>
    request<ChangePage>("GET", `${messagesPath(workspaceId, channelId)}/changes`, { query: { after, limit } }),
  edit: (at: At, content: string) =>
    request<Message>("PATCH", pathOf(at), { body: { content } satisfies Wire["EditInputBody"] }),
  remove: (at: At) => request<void>("DELETE", pathOf(at)),
  edits: (at: At) => request<{ items: Edit[] }>("GET", `${pathOf(at)}/edits`),
  react: (at: At, emoji: string) => request<Message>("PUT", reactionPath(at, emoji)),
  unreact: (at: At, emoji: string) => request<Message>("DELETE", reactionPath(at, emoji)),
  pin: (at: At) => request<Message>("PUT", `${pathOf(at)}/pin`),
  unpin: (at: At) => request<Message>("DELETE", `${pathOf(at)}/pin`),
  pins: (workspaceId: string, channelId: string) =>
    request<{ items: Message[] }>("GET", `${channelPath(workspaceId, channelId)}/pins`),
  save: (at: At, body: Wire["SaveInputBody"] = {}) => request<Saved>("PUT", `${pathOf(at)}/saved`, { body }),
  unsave: (at: At) => request<void>("DELETE", `${pathOf(at)}/saved`),
};

type InWorkspace = { workspaceId: string; cursor?: string; limit?: number };

export const threads = {
  replies: (at: At, window: Window = {}) => request<ThreadPage>("GET", `${pathOf(at)}/replies`, { query: window }),
  follow: (at: At) => request<ThreadState>("PUT", `${pathOf(at)}/follow`),
  unfollow: (at: At) => request<ThreadState>("DELETE", `${pathOf(at)}/follow`),
  markRead: (at: At, messageNo: number) =>
    request<ThreadState>("POST", `${pathOf(at)}/replies/read`, { body: { messageNo } }),
  list: (query: InWorkspace & { unread?: boolean; order?: "unread" }) =>
    request<List<FollowedThread>>("GET", "/api/threads", { query }),
  unread: (workspaceId: string) => request<ThreadsUnread>("GET", "/api/threads/unread", { query: { workspaceId } }),
  markAllRead: (workspaceId: string) => request<void>("POST", "/api/threads/read", { body: { workspaceId } }),
};

export const mentions = {
  list: (query: InWorkspace) => request<List<Message>>("GET", "/api/mentions", { query }),
};

export const saved = {
  list: (query: InWorkspace & { done?: boolean }) => request<List<Saved>>("GET", "/api/saved", { query }),
};

export const drafts = {
  list: (workspaceId: string) => request<{ items: Draft[] }>("GET", "/api/drafts", { query: { workspaceId } }),
  put: (channelId: string, threadRootId: string | null, body: Wire["SaveDraftInputBody"]) =>
    request<Draft>("PUT", `/api/drafts/${channelId}`, { query: { threadRootId }, body }),
};

export const scheduled = {
  list: (workspaceId: string, cursor?: string) =>
    request<List<Scheduled>>("GET", "/api/scheduled", { query: { workspaceId, cursor } }),
  create: (body: Wire["ScheduleInputBody"]) => request<Scheduled>("POST", "/api/scheduled", { body }),
  change: (id: string, body: { content?: string; sendAt?: string }) =>
    request<Scheduled>("PATCH", `/api/scheduled/${id}`, { body }),
  remove: (id: string) => request<void>("DELETE", `/api/scheduled/${id}`),
  sendNow: (id: string) => request<Message>("POST", `/api/scheduled/${id}/send`),
};
