import type { Membership } from "@/api/types";
import { PointMenu } from "@/design/ui/Menu";
import { ChannelActions } from "@/features/channels";
import type { RowAsked } from "./row-asked";

type Props = RowAsked & { workspace: Membership; onClose: () => void };

/** What one can do with the conversation of a row. */
export default function RowMenu({ workspace, channelId, at, onClose }: Props) {
  const channel = workspace.channels.find(({ id }) => id === channelId);
  return (
    channel && (
      <PointMenu at={at} onClose={onClose}>
        <ChannelActions channel={channel} />
      </PointMenu>
    )
  );
}
