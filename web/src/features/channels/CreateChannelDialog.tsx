import "@/lib/i18n/en/later/manage";
import { useNavigate } from "@tanstack/react-router";
import { Hash, Lock } from "lucide-react";
import { useState } from "react";
import { channels } from "@/api/endpoints";
import { putChannel } from "@/api/memberships";
import { useNameTaken } from "@/api/useNameTaken";
import { Button, Dialog, DialogActions, DialogBody, TextField } from "@/design/ui";
import { Choice } from "@/design/ui/Choice";
import { FormFailure } from "@/features/auth";
import { isName, slugWhileTyping } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { useForm } from "@/lib/useForm";

type Props = { workspaceId: string; onClose: () => void };

export default function CreateChannelDialog({ workspaceId, onClose }: Props) {
  const navigate = useNavigate();
  const [type, setType] = useState<"public" | "private">("public");
  const { field, form, busy, failure } = useForm({
    initial: { name: "", topic: "" },
    validate: ({ name }) => (isName(name) ? {} : { name: t("name.fault") }),
    fieldOf: { name_taken: "name" },
    submit: async ({ name, topic }) => {
      const channel = await channels.create(workspaceId, { type, name, ...(topic && { topic }) });
      putChannel(channel);
      onClose();
      await navigate({ to: "/w/$workspaceId/c/$channelId", params: { workspaceId, channelId: channel.id } });
    },
  });
  const name = field("name");
  const isTaken = useNameTaken(workspaceId, name.value, (wanted) => channels.checkName(workspaceId, wanted));
  return (
    <Dialog title={t("channel.create.title")} description={t("channel.create.text")} onClose={onClose}>
      <form {...form} className="contents">
        <DialogBody className="flex flex-col gap-5">
          <FormFailure>{failure}</FormFailure>
          <TextField
            {...name}
            error={name.error ?? (isTaken ? t("error.name_taken") : undefined)}
            label={t("channel.name")}
            hint={t("name.hint")}
            lead={type === "private" ? <Lock /> : <Hash />}
            placeholder={t("channel.name.example")}
            autoComplete="off"
            autoCapitalize="none"
            onChange={(value) => name.onChange(slugWhileTyping(value))}
          />
          <TextField
            {...field("topic")}
            label={t("channel.topic")}
            optional={t("field.optional")}
            autoComplete="off"
            maxLength={250}
          />
          <Choice
            legend={t("channel.who")}
            value={type}
            onChange={setType}
            options={[
              { value: "public", label: t("channel.public"), text: t("channel.public.text") },
              { value: "private", label: t("channel.private"), text: t("channel.private.text") },
            ]}
          />
        </DialogBody>
        <DialogActions onCancel={onClose}>
          <Button type="submit" busy={busy}>
            {t("channel.create.submit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
