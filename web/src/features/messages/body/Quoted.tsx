import { Link } from "@tanstack/react-router";
import { useChannel } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import type { Message } from "@/api/types";
import { Avatar } from "@/design/ui";
import { channelTitle, isConversation, nameOf } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { placeOfMessage } from "@/lib/place";
import { dayLabelOf, fullTimeOf, timeOf } from "@/lib/time";

/** A message of elsewhere, small: who said it, where and when, and how it begins. */
export function Quoted({ message }: { message: Message }) {
  const { workspaceId, channelId, author, createdAt, isDeleted, content } = message;
  const me = useOwnUser().id;
  const channel = useChannel(workspaceId, channelId);
  const title = channel && (isConversation(channel) ? channelTitle(channel, me) : `#${channelTitle(channel, me)}`);
  return (
    <Link
      {...placeOfMessage(message)}
      className="my-1 block max-w-[520px] rounded-lg border-line-2 border-l-[3px] bg-sheet py-2 pr-3.5 pl-3 text-ink no-underline shadow-edge-soft hover:bg-raised dark:bg-raised"
    >
      <span className="flex items-center gap-2">
        <Avatar user={author} size={20} />
        <b className="truncate font-[640] text-small">{nameOf(author)}</b>
      </span>
      <span className="mt-1 line-clamp-3 whitespace-pre-line text-small [overflow-wrap:anywhere] [unicode-bidi:plaintext]">
        {isDeleted ? t("message.deleted") : content}
      </span>
      <span className="mt-1 block truncate text-ink-3 text-meta" title={fullTimeOf(createdAt)}>
        {title && `${title} · `}
        {dayLabelOf(createdAt)}, {timeOf(createdAt)}
      </span>
    </Link>
  );
}
