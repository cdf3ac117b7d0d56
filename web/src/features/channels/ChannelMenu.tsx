import { Ellipsis, LogOut, PenLine, UserPlus, Users } from "lucide-react";
import type { Channel } from "@/api/types";
import { IconButton, Menu, MenuItem, MenuSeparator } from "@/design/ui";
import { openDialog } from "@/lib/dialogs";
import { t } from "@/lib/i18n/t";
import { canEdit, canLeave } from "./rights";

/** What one can do with the channel. A direct conversation has nothing to manage, so it has no menu. */
export function ChannelMenu({ channel }: { channel: Channel }) {
  const { workspaceId, id: channelId } = channel;
  if (channel.type === "direct") return null;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={t("channel.menu")}>
          <Ellipsis />
        </IconButton>
      }
    >
      <MenuItem icon={<Users />} onSelect={() => openDialog({ kind: "channel-members", workspaceId, channelId })}>
        {t("members.title")}
      </MenuItem>
      <MenuItem icon={<UserPlus />} onSelect={() => openDialog({ kind: "invite-people", workspaceId })}>
        {t("invite.people")}
      </MenuItem>
      {canEdit(channel) && (
        <MenuItem icon={<PenLine />} onSelect={() => openDialog({ kind: "channel-topic", workspaceId, channelId })}>
          {channel.topic ? t("channel.topic.change") : t("channel.topic.set")}
        </MenuItem>
      )}
      {canLeave(channel) && (
        <>
          <MenuSeparator />
          <MenuItem
            icon={<LogOut />}
            danger
            onSelect={() => openDialog({ kind: "leave-channel", workspaceId, channelId })}
          >
            {t("channel.leave")}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
