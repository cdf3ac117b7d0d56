import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ChannelLabel } from "@/features/inbox";
import { t } from "@/lib/i18n/t";
import { Markdown } from "@/lib/markdown";

type Props = {
  workspaceId: string;
  channelId: string;
  threadRootId: string | null;
  content: string;
  /** When it is sent, or was written. */
  note: ReactNode;
  actions: ReactNode;
};

/** A message that is not sent: where it is to go, its first lines, and what can be done with it. */
export const Unsent = ({ workspaceId, channelId, threadRootId, content, note, actions }: Props) => (
  <li className="group relative px-5 pt-3 pb-4 transition-colors duration-90 hover:bg-hover max-desk:px-3.5">
    <div className="flex min-h-8 items-center gap-2 max-desk:flex-wrap">
      <p className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 text-ink-3 text-small">
        <Link
          to="/w/$workspaceId/c/$channelId"
          params={{ workspaceId, channelId }}
          search={threadRootId ? { t: threadRootId } : {}}
          className="flex min-w-0 font-[600] text-ink-2 no-underline hover:text-ink hover:underline"
        >
          <ChannelLabel workspaceId={workspaceId} channelId={channelId} />
        </Link>
        {threadRootId && <span>{t("inbox.inThread")}</span>}
        {note}
      </p>
      <span className="flex flex-none items-center gap-0.5">{actions}</span>
    </div>
    <div className="max-h-[110px] max-w-[68ch] overflow-hidden text-body [overflow-wrap:anywhere]">
      <Markdown text={content} />
    </div>
  </li>
);
