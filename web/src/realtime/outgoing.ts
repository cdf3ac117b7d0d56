import { messages } from "@/api/endpoints";
import { currentUser } from "@/api/session";
import type { Message } from "@/api/types";
import { randomId } from "@/lib/random-id";
import { applyMessage } from "./apply-messages";
import { answer } from "./converge";
import { createOutbox, type Outbox } from "./outbox";
import { pendingOnDevice } from "./outbox-db";
import { update, updateWindow, windowOf } from "./store";
import { dropPending, type Pending, putPending } from "./window";

/** No answer for this long is taken as a lost one; the same message is then sent again. */
const patienceMs = 15_000;

let outbox: Outbox | null = null;
let lastWritten = 0;

/** Opens the outbox of the person signed in, with what an earlier visit left in it. */
export function openOutbox(userId: string): Outbox {
  const opened = createOutbox({
    store: pendingOnDevice(),
    send: (pending) =>
      messages.send(pending.workspaceId, pending.channelId, bodyOf(pending), AbortSignal.timeout(patienceMs)),
    onChange: show,
    onSent: (message) => update((state) => applyMessage(state, message, answer)),
    onDiscarded: (pending) => updateWindow(pending.channelId, (w) => dropPending(w, pending.correlationId)),
  });
  outbox = opened;
  void opened.restore(userId);
  return opened;
}

/** What the server is told; a reply says which message it answers. */
const bodyOf = ({ content, correlationId, threadRootId, alsoSendToChannel }: Pending) => ({
  content,
  clientMessageCorrelationId: correlationId,
  ...(threadRootId && { parentMessageId: threadRootId, alsoSendToChannel: alsoSendToChannel ?? false }),
});

function show(pending: Pending): void {
  windowOf(pending.channelId);
  updateWindow(pending.channelId, (w) => putPending(w, pending));
}

type Reply = Required<Pick<Pending, "threadRootId" | "alsoSendToChannel">>;

/** Puts a message on screen at once, and on its way: into the channel, or as a reply into a thread. */
export function sendMessage(place: { workspaceId: string; channelId: string }, content: string, reply?: Reply): void {
  const author = currentUser();
  if (!author || !outbox) return;
  const { id, username, displayName, avatarUrl } = author;
  outbox.add({
    correlationId: randomId(),
    ...place,
    author: { id, username, displayName, avatarUrl },
    content,
    ...reply,
    createdAt: nextMoment(),
    state: "sending",
  });
}

export const retryMessage = (correlationId: string): void => outbox?.retry(correlationId);
export const discardMessage = (correlationId: string): void => outbox?.discard(correlationId);

/** A message of mine as the timeline shows it before it has a number. */
export const asMessage = (p: Pending): Message => ({
  id: p.correlationId,
  workspaceId: p.workspaceId,
  channelId: p.channelId,
  messageNo: Number.POSITIVE_INFINITY,
  author: p.author,
  content: p.content,
  contentType: "text/markdown",
  clientMessageCorrelationId: p.correlationId,
  changeNo: 0,
  parentMessageId: p.threadRootId ?? null,
  threadRootId: p.threadRootId ?? null,
  alsoSentToChannel: p.alsoSendToChannel ?? false,
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
  createdAt: p.createdAt,
});

/** Now; but never the same moment twice, because it is also the order in which the outbox is taken up again. */
function nextMoment(): string {
  lastWritten = Math.max(Date.now(), lastWritten + 1);
  return new Date(lastWritten).toISOString();
}
