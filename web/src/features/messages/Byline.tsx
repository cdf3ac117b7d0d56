import type { MouseEvent } from "react";
import type { Message } from "@/api/types";
import { Avatar } from "@/design/ui";
import { GuestChip, openProfile, StatusEmoji } from "@/features/profile";
import { nameOf } from "@/lib/channel";
import { cx } from "@/lib/cx";
import { fullTimeOf, shortTimeOf, timeOf } from "@/lib/time";
import { Marks } from "./body/Marks";

type PartProps = { message: Message; isFollowUp: boolean; isFaded: boolean };

/** The avatar; or, for what continues the message above, the time, when it is asked for. */
export function Gutter({ message, isFollowUp, isFaded }: PartProps) {
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

const openAuthor = (message: Message) => (event: MouseEvent<HTMLElement>) =>
  openProfile(message.author, event.currentTarget);

/** Who says it, and when. What continues the message above says it to screen readers only. */
export function Byline({ id, message, isFollowUp, isFaded, tabIndex }: PartProps & { id: string; tabIndex: 0 | -1 }) {
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
      <GuestChip workspaceId={message.workspaceId} userId={message.author.id} />
      <time
        id={`${id}-time`}
        dateTime={message.createdAt}
        title={fullTimeOf(message.createdAt)}
        className="flex-none text-ink-3 text-meta tabular-nums"
      >
        {timeOf(message.createdAt)}
      </time>
      {!isFollowUp && <Marks message={message} />}
    </div>
  );
}
