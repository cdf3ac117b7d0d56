import "./timeline.css";
import { Link } from "@tanstack/react-router";
import { CornerDownRight } from "lucide-react";
import { lazy, memo, type ReactNode, Suspense, useId } from "react";
import { useOwnUser } from "@/api/session";
import type { Message as MessageData } from "@/api/types";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { placeOfThread } from "@/lib/place";
import { type Pending, useActed } from "@/realtime";
import { Byline, Gutter } from "./Byline";
import { Body, useMeansMe } from "./body/Body";
import { Previews } from "./body/Previews";
import { Reactions } from "./body/Reactions";
import { DaySeparator, NewLine } from "./separators";
import { Failed, Sending } from "./states/Outgoing";
import { useIsSlow } from "./states/useIsSlow";
import { ThreadCurve, ThreadSummary } from "./ThreadSummary";
import { useIsActive } from "./tools/active";
import { allowedOn } from "./tools/allowed";
import { type MessagePlace, useDrawn } from "./tools/drawn";

const Toolbar = lazy(() => import("./tools/Toolbar"));

type Props = {
  rowKey: string;
  /** Where it is drawn; the channel unless said. */
  place?: MessagePlace | undefined;
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
  const me = useOwnUser().id;
  const message = useActed(props.message);
  const article = useDrawn(message, place, pending === undefined);
  const isActive = useIsActive(id) && !pending;
  const isMention = useMeansMe(message, me);
  const isSlow = useIsSlow(pending);
  const hasThread = place === "channel" && message.replyCount > 0;
  const isFresh = pending !== undefined && Date.now() - Date.parse(pending.createdAt) < 500;
  return (
    <article
      ref={article}
      id={id}
      data-row={rowKey}
      data-message={message.id}
      tabIndex={tabIndex}
      aria-labelledby={`${id}-author ${id}-time ${id}-text`}
      aria-posinset={position}
      aria-setsize={-1}
      className="group/message outline-none [-webkit-touch-callout:none]"
    >
      {above}
      {day && <DaySeparator label={day} />}
      {isFirstNew && <NewLine />}
      <div
        className={cx(
          "relative grid grid-cols-[var(--message-avatar)_minmax(0,1fr)] gap-x-(--message-gap) px-(--message-inset)",
          "group-focus-visible/message:outline-2 group-focus-visible/message:-outline-offset-2 group-focus-visible/message:outline-accent",
          isMention ? mentionRow : "transition-colors duration-90 hover:bg-hover max-desk:hover:bg-transparent",
          isActive && !isMention && "desk:bg-hover",
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
          {message.alsoSentToChannel && <BothPlaces message={message} place={place} tabIndex={tabIndex} />}
          <Body
            id={`${id}-text`}
            message={message}
            place={place}
            hasMarks={isFollowUp}
            className={cx(isSlow && "text-ink-3", pending?.state === "failed" && "text-ink-2")}
          />
          <Around message={message} place={place} tabIndex={tabIndex} />
          {isSlow && <Sending />}
          {pending?.state === "failed" && <Failed pending={pending} />}
        </div>
        {isActive && (
          <Suspense>
            <Toolbar message={message} place={place} />
          </Suspense>
        )}
      </div>
    </article>
  );
});

const mentionRow = "bg-mention before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-mention-bar";

type PartProps = { message: MessageData; place: MessagePlace; tabIndex: 0 | -1 };

/** What hangs on a message: where its links lead, how people took it, and what they answered. */
function Around({ message, place, tabIndex }: PartProps) {
  const { previews, reactions, replyCount } = message;
  return (
    <>
      {previews.length > 0 && <Previews previews={previews} />}
      {reactions.length > 0 && (
        <Reactions message={message} isEnabled={allowedOn(message, place).react} tabIndex={tabIndex} />
      )}
      {place === "channel" && replyCount > 0 && <ThreadSummary message={message} tabIndex={tabIndex} />}
    </>
  );
}

/** Says of a reply that it stands in its thread and in the channel. */
function BothPlaces({ message, place, tabIndex }: PartProps) {
  const { workspaceId, channelId, threadRootId } = message;
  if (place === "thread" || !threadRootId) {
    return <p className="text-ink-3 text-meta">{t("message.alsoInChannel")}</p>;
  }
  return (
    <Link
      {...placeOfThread(workspaceId, channelId, threadRootId)}
      tabIndex={tabIndex}
      className="flex w-fit items-center gap-1 text-ink-3 text-meta no-underline hover:underline [&_svg]:size-3"
    >
      <CornerDownRight aria-hidden="true" />
      {t("message.inThread")}
    </Link>
  );
}
