import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { channels } from "@/api/endpoints";
import { keys } from "@/api/keys";
import type { Author, Channel } from "@/api/types";
import { AvatarStack, Tooltip } from "@/design/ui";
import { isConversation } from "@/lib/channel";
import { openDialog } from "@/lib/dialogs";
import { t } from "@/lib/i18n/t";

/** Three faces and the number of members; opens the list of all. */
export function MembersButton({ channel }: { channel: Channel }) {
  const { id: channelId, workspaceId } = channel;
  const isDirect = isConversation(channel);
  const { data } = useQuery({
    queryKey: keys.channelFaces(channelId, channel.memberCount),
    queryFn: () => channels.members(workspaceId, channelId, { limit: 3 }),
    enabled: !isDirect,
    placeholderData: keepPreviousData,
  });
  if (isDirect) return null;
  const faces: Author[] = data?.items.map(({ user }) => user) ?? [];
  const label = t("members.count", channel.memberCount);
  return (
    <Tooltip label={label}>
      <button
        type="button"
        aria-label={label}
        onClick={() => openDialog({ kind: "channel-details", tab: "members", workspaceId, channelId })}
        className="flex h-8 flex-none items-center gap-2 rounded-md pr-[9px] pl-1.5 font-[560] text-small text-ink-2 tabular-nums transition-colors duration-90 hover:bg-hover max-desk:hidden"
      >
        <AvatarStack users={faces} />
        {channel.memberCount}
      </button>
    </Tooltip>
  );
}
