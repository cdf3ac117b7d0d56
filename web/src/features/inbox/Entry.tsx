import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Message } from "@/api/types";
import { MessageCard } from "@/features/messages";
import { t } from "@/lib/i18n/t";
import { placeOfMessage } from "@/lib/place";
import { dayLabelOf } from "@/lib/time";
import { ChannelLabel } from "./ChannelLabel";

type Props = {
  message: Message;
  /** What stands before the place: why the message is in the list. */
  note?: ReactNode;
  /** Buttons at the right. */
  actions?: ReactNode;
};

/** A message outside of its conversation: where it was said, by whom, and the way to it. The whole entry leads there. */
export const Entry = ({ message, note, actions }: Props) => (
  <li className="group relative transition-colors duration-90 hover:bg-hover">
    <div className="flex min-h-8 items-center gap-2 px-5 pt-3 max-desk:px-3.5">
      <p className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 text-ink-3 text-small">
        {note}
        <Link
          {...placeOfMessage(message)}
          aria-label={t("inbox.open", message.author.displayName)}
          className="flex min-w-0 font-[600] text-ink-2 no-underline after:absolute after:inset-0 hover:text-ink focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          <ChannelLabel workspaceId={message.workspaceId} channelId={message.channelId} />
        </Link>
        {message.threadRootId && <span>{t("inbox.inThread")}</span>}
        <span className="text-meta">{dayLabelOf(message.createdAt)}</span>
      </p>
      {actions && <span className="relative z-1 flex flex-none items-center gap-0.5">{actions}</span>}
    </div>
    <MessageCard message={message} />
  </li>
);
