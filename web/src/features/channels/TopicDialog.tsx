import "@/lib/i18n/en/later/manage";
import { channels } from "@/api/endpoints";
import { putChannel, useChannel } from "@/api/memberships";
import { Button, Dialog, DialogActions, DialogBody, TextField } from "@/design/ui";
import { FormFailure } from "@/features/auth";
import { t } from "@/lib/i18n/t";
import { useForm } from "@/lib/useForm";

type Props = { workspaceId: string; channelId: string; onClose: () => void };

export default function TopicDialog({ workspaceId, channelId, onClose }: Props) {
  const channel = useChannel(workspaceId, channelId);
  const { field, form, busy, failure } = useForm({
    initial: { topic: channel?.topic ?? "" },
    validate: () => ({}),
    submit: async ({ topic }) => {
      putChannel(await channels.update(workspaceId, channelId, { topic: topic.trim() }));
      onClose();
    },
  });
  const name = channel?.displayName || channel?.name || "";
  return (
    <Dialog title={t("channel.topic.of", name)} description={t("channel.topic.text")} width="narrow" onClose={onClose}>
      <form {...form} className="contents">
        <DialogBody className="flex flex-col gap-4">
          <FormFailure>{failure}</FormFailure>
          <TextField {...field("topic")} label={t("channel.topic")} autoComplete="off" maxLength={250} />
        </DialogBody>
        <DialogActions onCancel={onClose}>
          <Button type="submit" busy={busy}>
            {t("action.save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
