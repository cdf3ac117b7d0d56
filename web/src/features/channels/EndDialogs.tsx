import "@/lib/i18n/en/later/manage";
import { useNavigate } from "@tanstack/react-router";
import { channels } from "@/api/endpoints";
import { dropChannel, putChannel, useChannel } from "@/api/memberships";
import { ConfirmDialog } from "@/design/ui/ConfirmDialog";
import { t } from "@/lib/i18n/t";

type Props = { workspaceId: string; channelId: string; onClose: () => void };

/** Asks before a channel is closed for writing. */
export function ArchiveDialog({ workspaceId, channelId, onClose }: Props) {
  const channel = useChannel(workspaceId, channelId);
  if (!channel) return null;
  return (
    <ConfirmDialog
      title={t("channel.archive.named", channel.displayName || channel.name)}
      text={t("channel.archive.text")}
      action={t("channel.archive")}
      onConfirm={async () => {
        putChannel(await channels.archive(workspaceId, channelId));
        onClose();
      }}
      onClose={onClose}
    />
  );
}

/** Has the name typed before a channel goes for good. */
export function DeleteDialog({ workspaceId, channelId, onClose }: Props) {
  const channel = useChannel(workspaceId, channelId);
  const navigate = useNavigate();
  if (!channel) return null;
  return (
    <ConfirmDialog
      danger
      title={t("channel.delete.named", channel.name)}
      text={t("channel.delete.goes", channel.memberCount)}
      typed={channel.name}
      action={t("channel.delete")}
      onConfirm={async () => {
        await channels.remove(workspaceId, channelId);
        onClose();
        await navigate({ to: "/w/$workspaceId", params: { workspaceId } });
        dropChannel(workspaceId, channelId);
      }}
      onClose={onClose}
    />
  );
}
