import { Link, useSearch } from "@tanstack/react-router";
import { useIsUnreadThread } from "@/api/threads";
import type { Message } from "@/api/types";
import { AvatarStack } from "@/design/ui";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { placeOfThread } from "@/lib/place";
import { lastLabelOf } from "@/lib/soon";

/** What shows a thread is fetched while the pointer is on its way. */
const preload = () => void import("@/features/threads").catch(() => {});

/** Under a message that was replied to: by whom, how often, when last; and the way to the thread. */
export function ThreadSummary({ message, tabIndex }: { message: Message; tabIndex: 0 | -1 }) {
  const { id, workspaceId, channelId, replyCount, replyAuthors, lastReplyAt } = message;
  const isOpen = useSearch({ strict: false }).t === id;
  const isUnread = useIsUnreadThread(workspaceId, id) && !isOpen;
  return (
    <Link
      {...placeOfThread(workspaceId, channelId, id)}
      resetScroll={false}
      tabIndex={tabIndex}
      onPointerEnter={preload}
      onFocus={preload}
      aria-current={isOpen ? "true" : undefined}
      className={cx(
        "relative mt-[5px] mb-0.5 -ml-1.5 inline-flex h-[34px] max-w-full items-center gap-[9px] rounded-chip pr-2.5 pl-1.5 text-ink-3 text-small no-underline transition-colors duration-90",
        "touch:after:absolute touch:after:inset-x-0 touch:after:-inset-y-[5px]",
        isOpen
          ? "bg-accent-soft [--surface:var(--accent-soft)]"
          : "hover:bg-accent-soft hover:[--surface:var(--accent-soft)]",
      )}
    >
      <AvatarStack users={replyAuthors.toReversed()} />
      <b className="flex-none font-[630] text-accent">{t("thread.replies", replyCount)}</b>
      {lastReplyAt && <span className="truncate">{t("thread.last", lastLabelOf(lastReplyAt))}</span>}
      {isUnread && (
        <i role="img" aria-label={t("row.unread")} className="size-[7px] flex-none rounded-full bg-signal" />
      )}
    </Link>
  );
}

/** The curve from the avatar down to the summary. */
export const ThreadCurve = () => (
  <i
    aria-hidden="true"
    className="pointer-events-none absolute top-[calc(var(--message-avatar)+13px)] bottom-[23px] left-[calc(var(--message-inset)+var(--message-avatar)/2-1px)] w-[17px] rounded-bl-[11px] border-line-2 border-b-[1.5px] border-l-[1.5px]"
  />
);
