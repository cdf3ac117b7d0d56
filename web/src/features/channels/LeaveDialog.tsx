import "@/lib/i18n/en/later/manage";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { channels } from "@/api/endpoints";
import { dropChannel, useChannel } from "@/api/memberships";
import { Button, Dialog, DialogActions, DialogBody } from "@/design/ui";
import { FormFailure } from "@/features/auth";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";

type Props = { workspaceId: string; channelId: string; onClose: () => void };

export default function LeaveDialog({ workspaceId, channelId, onClose }: Props) {
  const channel = useChannel(workspaceId, channelId);
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: () => channels.leave(workspaceId, channelId),
    onSuccess: async () => {
      onClose();
      await navigate({ to: "/w/$workspaceId", params: { workspaceId } });
      dropChannel(workspaceId, channelId);
    },
  });
  if (!channel) return null;
  const text = channel.type === "private" ? t("channel.leave.private") : t("channel.leave.public");
  return (
    <Dialog
      title={t("channel.leave.title", channel.displayName || channel.name)}
      description={text}
      width="narrow"
      onClose={onClose}
    >
      {leave.error && (
        <DialogBody>
          <FormFailure>{errorText(leave.error)}</FormFailure>
        </DialogBody>
      )}
      <DialogActions onCancel={onClose}>
        <Button tone="danger" busy={leave.isPending} onClick={() => leave.mutate()}>
          {t("channel.leave")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
