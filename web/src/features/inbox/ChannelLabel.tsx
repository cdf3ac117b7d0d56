import { Hash, Lock } from "lucide-react";
import { useChannel } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import { channelTitle } from "@/lib/channel";

type Props = { workspaceId: string; channelId: string };

/** A channel by its sign and name, in running text. */
export function ChannelLabel({ workspaceId, channelId }: Props) {
  const me = useOwnUser().id;
  const channel = useChannel(workspaceId, channelId);
  if (!channel) return null;
  return (
    <span className="inline-flex min-w-0 items-center gap-[3px] [&_svg]:size-3.5">
      {channel.type === "private" && <Lock aria-hidden="true" />}
      {channel.type === "public" && <Hash aria-hidden="true" />}
      <span className="truncate">{channelTitle(channel, me)}</span>
    </span>
  );
}
