import type { Message, MessagePage } from "./types";

/** What a server that does not know changes and threads yet leaves out of a message. */
const unsaid: Partial<Message> = {
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
  isPinned: false,
  pinnedBy: null,
  pinnedAt: null,
  isSaved: false,
};

export const completed = (m: Message): Message => ({ ...unsaid, ...m });

export const completedPage = (page: MessagePage): MessagePage => ({
  ...page,
  lastChangeNo: page.lastChangeNo ?? 0,
  items: page.items.map(completed),
});
