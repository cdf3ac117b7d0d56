import { useRouterState } from "@tanstack/react-router";
import { useCallback, useEffect, useRef } from "react";
import { useChannel } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import type { Channel } from "@/api/types";
import { ChannelStart } from "@/features/channels";
import { Composer, focusComposer } from "@/features/composer";
import { channelTitle, isConversation } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { pressed } from "@/lib/keymap";
import { dayLabelOf } from "@/lib/time";
import { onWish } from "@/lib/wishes";
import { sendMessage } from "@/realtime";
import type { MessageRow, Row } from "./list/rows";
import { Timeline } from "./list/Timeline";
import { Message } from "./Message";
import { LatestPill, UnreadPill } from "./states/Pills";
import { LoadFailed, Skeletons } from "./states/Skeletons";
import { Strip } from "./states/Strip";
import { TypingLine } from "./TypingLine";
import { allowedOn } from "./tools/allowed";
import { startEdit } from "./tools/editing";
import { usePills } from "./usePills";
import { useTimeline } from "./useTimeline";
import { useToday } from "./useToday";

type Props = { workspaceId: string; channelId: string };

/** One channel: its messages, and the place to write one. */
export function Conversation({ workspaceId, channelId }: Props) {
  const channel = useChannel(workspaceId, channelId);
  return channel ? <Open key={channelId} channel={channel} /> : <Skeletons />;
}

function Open({ channel }: { channel: Channel }) {
  const me = useOwnUser().id;
  const targetId = useRouterState({ select: (state) => new URLSearchParams(state.location.searchStr).get("m") });
  const timeline = useTimeline({ channel, me, targetId });
  const pills = usePills(timeline);
  const title = channelTitle(channel, me);
  const label = isConversation(channel) ? title : `#${title}`;
  const renderRow = useRenderRow(channel, label, timeline.view?.targetId ?? null);
  useDismissKey(timeline.dismissNewLine);
  useEditLast(channel.id, me, timeline);

  const { workspaceId, id: channelId } = channel;
  const toEnd = useRef(timeline.toEnd);
  toEnd.current = timeline.toEnd;
  const send = useCallback(
    (content: string) => {
      sendMessage({ workspaceId, channelId }, content);
      toEnd.current();
    },
    [workspaceId, channelId],
  );

  // The pill goes when it has been pressed, and must not take the focus with it.
  const goToEnd = () => {
    timeline.toEnd();
    focusComposer();
  };

  return (
    <>
      <div className="relative flex min-h-0 flex-1 flex-col">
        {timeline.view ? (
          <Timeline
            key={timeline.view.id}
            ref={timeline.list}
            label={t("timeline.label", label)}
            name={channelId}
            rows={timeline.rows}
            anchor={timeline.view.anchor}
            atStart={timeline.atStart}
            atEnd={timeline.atEnd}
            loadOlder={timeline.loadOlder}
            loadNewer={timeline.loadNewer}
            onVisible={timeline.onVisible}
            onAtEnd={timeline.onAtEnd}
            renderRow={renderRow}
          />
        ) : timeline.failed ? (
          <LoadFailed onRetry={timeline.retry} />
        ) : (
          <Skeletons />
        )}
        {pills.unread && <UnreadPill {...pills.unread} />}
        {pills.latest && <LatestPill {...pills.latest} onGo={goToEnd} />}
      </div>
      <Strip />
      <Composer channel={channel} label={label} onSend={send} />
      <TypingLine placeId={channel.id} />
    </>
  );
}

function useRenderRow(channel: Channel, label: string, targetId: string | null) {
  const today = useToday();
  return useCallback(
    (row: Row, tabIndex: 0 | -1) => {
      if (row.kind === "start") {
        return (
          <article data-row={row.key} tabIndex={tabIndex} aria-label={t("timeline.start", label)} key={row.key}>
            <ChannelStart channel={channel} />
          </article>
        );
      }
      const { key, message, pending, isDayStart, isFirstNew, isFollowUp } = row;
      return (
        <Message
          key={key}
          rowKey={key}
          message={message}
          pending={pending}
          day={isDayStart ? dayLabelOf(message.createdAt, today) : undefined}
          isFirstNew={isFirstNew}
          isFollowUp={isFollowUp}
          isTarget={message.id === targetId}
          position={Number.isFinite(message.messageNo) ? message.messageNo : channel.lastMessageNo + 1}
          tabIndex={tabIndex}
        />
      );
    },
    [channel, label, targetId, today],
  );
}

/** The composer's wish to edit the last message of mine: it is brought on the screen, and opened. */
function useEditLast(channelId: string, me: string, { rows, list }: ReturnType<typeof useTimeline>) {
  useEffect(
    () =>
      onWish("editLast", (wanted) => {
        if (wanted.channelId !== channelId || wanted.threadRootId !== null) return;
        const last = rows.findLast((row) => row.kind === "message" && isEditable(row, me));
        if (last?.kind !== "message") return;
        startEdit(last.message, "channel", last.message.content);
        list.current?.reveal(last.key);
        return true;
      }),
    [channelId, me, rows, list],
  );
}

const isEditable = ({ message, pending }: MessageRow, me: string) =>
  message.author.id === me && !pending && allowedOn(message, "channel").edit;

/** Esc puts the New line away. What is open above the page, a menu or a dialog, takes the key first. */
function useDismissKey(dismiss: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && pressed(event, "dismiss")) dismiss();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [dismiss]);
}
