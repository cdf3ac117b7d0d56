import { Bell, BellOff, CheckCheck, FolderInput, Info, Link2, LogOut, Star, StarOff } from "lucide-react";
import { useMembership } from "@/api/memberships";
import type { Channel } from "@/api/types";
import { MenuItem, MenuSeparator, toast } from "@/design/ui";
import { isConversation } from "@/lib/channel";
import { copyText } from "@/lib/clipboard";
import { openDialog } from "@/lib/dialogs";
import { t } from "@/lib/i18n/t";
import { canLeaveChannel } from "@/lib/rights";
import { markRead } from "@/realtime";
import { setPreferences } from "./preferences";

/** What one can do with a conversation for oneself: the same in the menu of its row and in that of its bar. */
export default function ChannelActions({ channel }: { channel: Channel }) {
  const { workspaceId, id: channelId } = channel;
  const at = { workspaceId, channelId };
  const workspace = useMembership(workspaceId);
  return (
    <>
      {!isConversation(channel) && (
        <MenuItem icon={<Info />} onSelect={() => openDialog({ kind: "channel-details", tab: "about", ...at })}>
          {t("channel.details")}
        </MenuItem>
      )}
      {channel.unreadCount > 0 && (
        <MenuItem icon={<CheckCheck />} onSelect={() => markRead(workspaceId, channelId, channel.lastMessageNo)}>
          {t("channel.markRead")}
        </MenuItem>
      )}
      <Wishes channel={channel} />
      <MenuItem icon={<Link2 />} onSelect={() => void copyLink(channel)}>
        {t("channel.copyLink")}
      </MenuItem>
      {workspace && canLeaveChannel(channel, workspace) && (
        <>
          <MenuSeparator />
          <MenuItem icon={<LogOut />} danger onSelect={() => openDialog({ kind: "leave-channel", ...at })}>
            {t("channel.leave")}
          </MenuItem>
        </>
      )}
    </>
  );
}

function Wishes({ channel }: { channel: Channel }) {
  if (channel.role === "") return null;
  const { isMuted = false, isStarred = false, workspaceId, id: channelId } = channel;
  return (
    <>
      <MenuItem
        icon={isStarred ? <StarOff /> : <Star />}
        onSelect={() => void setPreferences(channel, { isStarred: !isStarred })}
      >
        {isStarred ? t("channel.unstar") : t("channel.star")}
      </MenuItem>
      <MenuItem
        icon={isMuted ? <Bell /> : <BellOff />}
        onSelect={() => void setPreferences(channel, { isMuted: !isMuted })}
      >
        {isMuted ? t("channel.unmute") : t("channel.mute")}
      </MenuItem>
      <MenuItem icon={<FolderInput />} onSelect={() => openDialog({ kind: "channel-section", workspaceId, channelId })}>
        {t("channel.section.move")}
      </MenuItem>
    </>
  );
}

async function copyLink({ workspaceId, id }: Channel) {
  await copyText(`${location.origin}/w/${workspaceId}/c/${id}`);
  void toast(t("channel.linkCopied"));
}
