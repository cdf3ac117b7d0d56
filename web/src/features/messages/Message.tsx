import "./timeline.css";
import { type MouseEvent, memo, type ReactNode, useId } from "react";
import type { Message as MessageData } from "@/api/types";
import { Avatar } from "@/design/ui";
import { openProfile, StatusEmoji } from "@/features/profile";
import { nameOf } from "@/lib/channel";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { Markdown } from "@/lib/markdown";
import { fullTimeOf, shortTimeOf, timeOf } from "@/lib/time";
import type { Pending } from "@/realtime";
import { DaySeparator, NewLine } from "./separators";
import { Failed, Sending } from "./states/Outgoing";
import { useIsSlow } from "./states/useIsSlow";
import { ThreadCurve, ThreadSummary } from "./ThreadSummary";

type Props = {
  rowKey: string;
  /** Where it is drawn; the channel unless said. */
  place?: "channel" | "thread" | undefined;
  message: MessageData;
  pending?: Pending | undefined;
  /** What else stands above it. */
  above?: ReactNode;
  /** The day that begins here, in words. */
  day?: string | undefined;
  isFirstNew: boolean;
  isFollowUp: boolean;
  isTarget: boolean;
  position: number;
  tabIndex: 0 | -1;
};

/** A message in the timeline, with the separators that stand above it. Drawn again only when one of these changes. */
export const Message = memo(function Message(props: Props) {
  const {
    rowKey,
    place = "channel",
    message,
    pending,
    above,
    day,
    isFirstNew,
    isFollowUp,
    isTarget,
    position,
    tabIndex,
  } = props;
  const id = useId();
  const isSlow = useIsSlow(pending);
  const hasThread = place === "channel" && message.replyCount > 0;
  const isFresh = pending !== undefined && Date.now() - Date.parse(pending.createdAt) < 500;
  return (
    <article
      data-row={rowKey}
      data-message={message.id}
      tabIndex={tabIndex}
      aria-labelledby={`${id}-author ${id}-time ${id}-text`}
      aria-posinset={position}
      aria-setsize={-1}
      className="group/message outline-none"
    >
      {above}
      {day && <DaySeparator label={day} />}
      {isFirstNew && <NewLine />}
      <div
        className={cx(
          "relative grid grid-cols-[var(--message-avatar)_minmax(0,1fr)] gap-x-(--message-gap) px-(--message-inset)",
          "transition-colors duration-90 hover:bg-hover max-desk:hover:bg-transparent",
          "group-focus-visible/message:outline-2 group-focus-visible/message:-outline-offset-2 group-focus-visible/message:outline-accent",
          isFollowUp ? "py-[3px]" : "pt-[7px] pb-[5px]",
          isTarget && "animate-[linked-message_1.6s_ease-out]",
          isFresh &&
            "transition-[translate,opacity] duration-140 ease-out starting:translate-y-1.5 starting:opacity-60",
        )}
      >
        {hasThread && !isFollowUp && <ThreadCurve />}
        <Gutter message={message} isFollowUp={isFollowUp} isFaded={isSlow} />
        <div className="min-w-0">
          <Byline id={id} message={message} isFollowUp={isFollowUp} isFaded={isSlow} tabIndex={tabIndex} />
          <div
            id={`${id}-text`}
            className={cx(
              "max-w-[68ch] text-body [overflow-wrap:anywhere] text-pretty",
              isSlow && "text-ink-3",
              pending?.state === "failed" && "text-ink-2",
            )}
          >
            <Text message={message} />
          </div>
          {hasThread && <ThreadSummary message={message} />}
          {isSlow && <Sending />}
          {pending?.state === "failed" && <Failed pending={pending} />}
        </div>
      </div>
    </article>
  );
});

function Text({ message }: { message: MessageData }) {
  if (message.isDeleted) return <p className="text-ink-3 italic">{t("message.deleted")}</p>;
  return (
    <>
      <Markdown text={message.content} workspaceId={message.workspaceId} mentions={message.mentions} />
      {message.isEdited && (
        <span className="text-ink-3 text-meta" title={message.editedAt ? fullTimeOf(message.editedAt) : undefined}>
          {t("message.edited")}
        </span>
      )}
    </>
  );
}

type PartProps = { message: MessageData; isFollowUp: boolean; isFaded: boolean };

/** The avatar; or, for what continues the message above, the time, when it is asked for. */
function Gutter({ message, isFollowUp, isFaded }: PartProps) {
  if (!isFollowUp) {
    return (
      // The name beside it does the same by keyboard.
      <button type="button" tabIndex={-1} aria-hidden="true" onClick={openAuthor(message)} className="self-start">
        <Avatar user={message.author} size="var(--message-avatar)" className={isFaded ? "opacity-55" : ""} />
      </button>
    );
  }
  return (
    <span
      aria-hidden="true"
      title={fullTimeOf(message.createdAt)}
      className="whitespace-nowrap pr-px text-right text-gutter text-ink-3 tabular-nums opacity-0 group-focus-within/message:opacity-100 group-hover/message:opacity-100 group-focus/message:opacity-100 max-desk:invisible"
    >
      {shortTimeOf(message.createdAt)}
    </span>
  );
}

const openAuthor = (message: MessageData) => (event: MouseEvent<HTMLElement>) =>
  openProfile(message.author, event.currentTarget);

function Byline({ id, message, isFollowUp, isFaded, tabIndex }: PartProps & { id: string; tabIndex: 0 | -1 }) {
  return (
    <div className={isFollowUp ? "sr-only" : "-mt-px mb-px flex items-baseline gap-2 leading-5"}>
      <button
        type="button"
        id={`${id}-author`}
        tabIndex={isFollowUp ? -1 : tabIndex}
        aria-haspopup="dialog"
        onClick={openAuthor(message)}
        className={cx("truncate text-author tracking-[-0.004em] hover:underline", isFaded && "text-ink-3")}
      >
        {nameOf(message.author)}
      </button>
      <StatusEmoji userId={message.author.id} />
      <time
        id={`${id}-time`}
        dateTime={message.createdAt}
        title={fullTimeOf(message.createdAt)}
        className="flex-none text-ink-3 text-meta tabular-nums"
      >
        {timeOf(message.createdAt)}
      </time>
    </div>
  );
}
