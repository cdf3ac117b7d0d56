import { Ellipsis, PenLine, UserPlus } from "lucide-react";
import { useMembership } from "@/api/memberships";
import type { Channel } from "@/api/types";
import { IconButton, Menu, MenuItem } from "@/design/ui";
import { isConversation } from "@/lib/channel";
import { openDialog } from "@/lib/dialogs";
import { t } from "@/lib/i18n/t";
import { canEditChannel, canInvite } from "@/lib/rights";
import { ChannelActions } from "./LazyActions";

/** What one can do with the conversation that is open. */
export function ChannelMenu({ channel }: { channel: Channel }) {
  const { workspaceId, id: channelId } = channel;
  const workspace = useMembership(workspaceId);
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={isConversation(channel) ? t("direct.menu") : t("channel.menu")}>
          <Ellipsis />
        </IconButton>
      }
    >
      {workspace && canEditChannel(channel, workspace) && (
        <MenuItem icon={<PenLine />} onSelect={() => openDialog({ kind: "channel-topic", workspaceId, channelId })}>
          {channel.topic ? t("channel.topic.change") : t("channel.topic.set")}
        </MenuItem>
      )}
      {workspace && !isConversation(channel) && canInvite(workspace) && (
        <MenuItem icon={<UserPlus />} onSelect={() => openDialog({ kind: "invite-people", workspaceId })}>
          {t("invite.people")}
        </MenuItem>
      )}
      <ChannelActions channel={channel} />
    </Menu>
  );
}
