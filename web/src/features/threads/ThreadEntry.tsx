import { Link } from "@tanstack/react-router";
import { Check, PanelRightOpen } from "lucide-react";
import { useChannel } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import type { FollowedThread, Message } from "@/api/types";
import { Button, IconButton, Tooltip } from "@/design/ui";
import { Composer } from "@/features/composer";
import { ChannelLabel } from "@/features/inbox";
import { MessageCard } from "@/features/messages";
import { channelTitle, isConversation } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { placeOfThread } from "@/lib/place";
import { dayLabelOf } from "@/lib/time";
import { asMessage, sendMessage, useWindow } from "@/realtime";
import { useMarkRead } from "./useMarkRead";

type Props = { entry: FollowedThread; isAnswering: boolean; onAnswer: () => void };

/** A followed thread: what it began with, what was said last, and a place to answer. */
export function ThreadEntry({ entry, isAnswering, onAnswer }: Props) {
  const { root, state } = entry;
  const { workspaceId, channelId } = root;
  const markRead = useMarkRead(entry);
  const isUnread = state.unreadCount > 0;
  const replies = useReplies(entry);
  const hidden = root.replyCount - entry.lastReplies.length;
  const firstNew = replies.find((m) => m.messageNo > state.lastReadMessageNo && isUnread);
  return (
    <li className="pt-1 pb-4 [--message-avatar:32px]">
      <div className="flex min-h-11 items-center gap-2 px-5 max-desk:px-3.5">
        {isUnread && <i aria-hidden="true" className="size-[7px] flex-none rounded-full bg-signal" />}
        <h2 className="flex min-w-0 flex-1 items-center gap-2 text-small">
          <Link
            {...placeOfThread(workspaceId, channelId, root.id)}
            className="flex min-w-0 font-[600] text-ink-2 no-underline hover:text-ink hover:underline"
          >
            <ChannelLabel workspaceId={workspaceId} channelId={channelId} />
          </Link>
          <span className="flex-none text-ink-3 text-meta">{dayLabelOf(root.createdAt)}</span>
          {isUnread && (
            <span className="flex-none font-[600] text-meta text-signal">{t("threads.news", state.unreadCount)}</span>
          )}
        </h2>
        {isUnread && (
          <IconButton label={t("threads.markOne")} onClick={() => markRead.mutate()}>
            <Check />
          </IconButton>
        )}
        <Tooltip label={t("threads.open")}>
          <Link
            {...placeOfThread(workspaceId, channelId, root.id)}
            aria-label={t("threads.open")}
            className="grid size-8 flex-none place-items-center rounded-md text-ink-2 hover:bg-row-hover hover:text-ink max-desk:size-11 [&_svg]:size-[18px]"
          >
            <PanelRightOpen />
          </Link>
        </Tooltip>
      </div>
      <MessageCard message={root} />
      <div className="ml-[37px] border-line border-l-[1.5px] max-desk:ml-7">
        {hidden > 0 && (
          <Link
            {...placeOfThread(workspaceId, channelId, root.id)}
            className="ml-5 inline-flex min-h-8 items-center font-[600] text-small hover:underline max-desk:min-h-11"
          >
            {t("threads.more", hidden)}
          </Link>
        )}
        {replies.map((message) => (
          <div key={keyOf(message)}>
            {message === firstNew && <NewRule />}
            <MessageCard message={message} />
          </div>
        ))}
        <Answer root={root} isOpen={isAnswering} onOpen={onAnswer} onSent={() => markRead.mutate()} />
      </div>
    </li>
  );
}

const keyOf = (m: Message) => `${m.author.id}/${m.clientMessageCorrelationId}`;

/** The last replies, with those of mine that are on their way. */
function useReplies({ root, lastReplies }: FollowedThread): Message[] {
  const pending = useWindow(root.channelId)?.pending ?? [];
  const arrived = new Set(lastReplies.map(keyOf));
  const mine = pending.filter((p) => p.threadRootId === root.id && !arrived.has(`${p.author.id}/${p.correlationId}`));
  return [...lastReplies, ...mine.map(asMessage)];
}

const NewRule = () => (
  <div className="mx-5 flex items-center gap-2 pb-1 before:h-[1.5px] before:flex-1 before:rounded-full before:bg-[linear-gradient(90deg,transparent,var(--signal)_22%)]">
    <h3 aria-label={t("timeline.newMessages")} className="font-[660] text-meta text-signal">
      {t("timeline.new")}
    </h3>
  </div>
);

type AnswerProps = { root: Message; isOpen: boolean; onOpen: () => void; onSent: () => void };

/** A button in the shape of a composer, and then the composer: only one of the list is open. */
function Answer({ root, isOpen, onOpen, onSent }: AnswerProps) {
  const { workspaceId, channelId } = root;
  const me = useOwnUser().id;
  const channel = useChannel(workspaceId, channelId);
  if (!channel) return null;
  const title = channelTitle(channel, me);
  const label = isConversation(channel) ? title : `#${title}`;
  if (!isOpen) {
    return (
      <Button tone="plain" onClick={onOpen} className="ml-5 text-ink-2">
        {t("threads.reply")}
      </Button>
    );
  }
  const send = (content: string) => {
    sendMessage({ workspaceId, channelId }, content, { threadRootId: root.id, alsoSendToChannel: false });
    onSent();
  };
  return (
    <div className="px-2 pt-1 max-desk:px-0">
      <Composer channel={channel} label={label} threadRootId={root.id} onSend={send} />
    </div>
  );
}
