import { useCallback, useState } from "react";
import { ApiError } from "@/api/client";
import { useMembership } from "@/api/memberships";
import type { Channel } from "@/api/types";
import { EmptyState } from "@/design/ui";
import { Composer, closedReason, focusComposer, threadComposerId } from "@/features/composer";
import { LatestPill, LoadFailed, Message, Skeletons, Timeline, TypingLine, useToday } from "@/features/messages";
import { t } from "@/lib/i18n/t";
import { dayLabelOf } from "@/lib/time";
import { sendMessage, type ThreadPlace } from "@/realtime";
import { AlsoSend } from "./AlsoSend";
import type { ThreadRow } from "./rows";
import { useThreadPane } from "./useThreadPane";

type Props = { place: ThreadPlace; channel: Channel; label: string; me: string; targetId: string | null };

/** The message that began a thread, the replies, and the place to write one. */
export function OpenThread({ place, channel, label, me, targetId }: Props) {
  const pane = useThreadPane({ place, me, targetId });
  const renderRow = useRenderRow(pane.thread?.root.replyCount ?? 0, pane.view?.targetId ?? null);
  const [isAlso, setAlso] = useState(false);
  const mayWrite = !closedReason(channel, useMembership(channel.workspaceId));

  const send = (content: string) => {
    sendMessage(place, content, { threadRootId: place.rootId, alsoSendToChannel: isAlso });
    setAlso(false);
    pane.toEnd();
  };
  const goToEnd = () => {
    pane.toEnd();
    focusComposer(threadComposerId);
  };

  if (pane.error instanceof ApiError && pane.error.status === 404) {
    return <EmptyState title={t("thread.gone")} text={t("thread.gone.text")} />;
  }
  return (
    <>
      <div className="relative flex min-h-0 flex-1 flex-col">
        {pane.view && pane.thread ? (
          <Timeline
            key={pane.view.id}
            ref={pane.list}
            id="thread-messages"
            label={t("thread.list", label)}
            isTopDown
            rows={pane.rows}
            anchor={pane.view.anchor}
            atStart={pane.atStart}
            atEnd={pane.atEnd}
            loadOlder={pane.loadOlder}
            loadNewer={pane.loadNewer}
            onVisible={nothing}
            onAtEnd={pane.onAtEnd}
            renderRow={renderRow}
          />
        ) : pane.error ? (
          <LoadFailed onRetry={pane.retry} />
        ) : (
          <Skeletons />
        )}
        {pane.view && !pane.isAtEnd && <LatestPill newCount={0} onGo={goToEnd} />}
      </div>
      <Composer channel={channel} label={label} threadRootId={place.rootId} alsoSendToChannel={isAlso} onSend={send} />
      <div className="flex flex-none items-center">
        {mayWrite && <AlsoSend label={label} checked={isAlso} onChange={setAlso} />}
        <TypingLine placeId={place.rootId} />
      </div>
    </>
  );
}

const nothing = () => {};

function useRenderRow(replyCount: number, targetId: string | null) {
  const today = useToday();
  return useCallback(
    (row: ThreadRow, tabIndex: 0 | -1) => (
      <Message
        key={row.key}
        rowKey={row.key}
        place="thread"
        message={row.message}
        pending={row.pending}
        above={row.isFirstReply && replyCount > 0 ? <ReplyRule count={replyCount} /> : undefined}
        day={row.isDayStart ? dayLabelOf(row.message.createdAt, today) : undefined}
        isFirstNew={row.isFirstNew}
        isFollowUp={row.isFollowUp}
        isTarget={row.message.id === targetId}
        position={Number.isFinite(row.message.messageNo) ? row.message.messageNo : -1}
        tabIndex={tabIndex}
      />
    ),
    [replyCount, targetId, today],
  );
}

/** How many replies there are, on the rule between the message and them. */
const ReplyRule = ({ count }: { count: number }) => (
  <div className="mx-(--message-inset) flex items-center gap-2.5 pt-2 pb-1 after:h-px after:flex-1 after:bg-line">
    <h3 className="font-[560] text-[12.5px] text-ink-3 leading-[18px]">{t("thread.replies", count)}</h3>
  </div>
);
