import type { ReactNode } from "react";
import type { Message } from "@/api/types";
import { Avatar } from "@/design/ui";
import { nameOf } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { Markdown } from "@/lib/markdown";
import { fullTimeOf, timeOf } from "@/lib/time";

type Props = { message: Message; footer?: ReactNode };

/** A message to be read in a list of messages from many places: who, when and what, without the means to act on it. */
export const MessageCard = ({ message, footer }: Props) => (
  <article className="grid grid-cols-[36px_minmax(0,1fr)] gap-x-3 px-5 pt-1.5 pb-3.5 max-desk:gap-x-[11px] max-desk:px-3.5">
    <Avatar user={message.author} className="self-start" />
    <div className="min-w-0">
      <p className="-mt-px mb-px flex items-baseline gap-2 leading-5">
        <b className="truncate text-author tracking-[-0.004em]">{nameOf(message.author)}</b>
        <time
          dateTime={message.createdAt}
          title={fullTimeOf(message.createdAt)}
          className="flex-none text-ink-3 text-meta tabular-nums"
        >
          {timeOf(message.createdAt)}
        </time>
      </p>
      <div className="relative max-w-[68ch] text-body [&_a]:relative [&_a]:z-1 [overflow-wrap:anywhere] text-pretty">
        {message.isDeleted ? (
          <p className="text-ink-3 italic">{t("message.deleted")}</p>
        ) : (
          <Markdown text={message.content} workspaceId={message.workspaceId} mentions={message.mentions} />
        )}
      </div>
      {footer}
    </div>
  </article>
);
