import { useQueryClient } from "@tanstack/react-query";
import { scheduled } from "@/api/endpoints";
import { keys } from "@/api/keys";
import type { Scheduled } from "@/api/types";
import { Button, Dialog, DialogActions, DialogBody, TextArea, TextField } from "@/design/ui";
import { FormFailure } from "@/features/auth";
import { t } from "@/lib/i18n/t";
import { useForm } from "@/lib/useForm";
import { fromFieldTime, toFieldTime } from "./field-time";

type Props = { item: Scheduled; onClose: () => void };

/** Other words, or another time, for a message that is to be sent later. */
export default function ChangeDialog({ item, onClose }: Props) {
  const client = useQueryClient();
  const { field, form, busy, failure } = useForm({
    initial: { content: item.content, sendAt: toFieldTime(item.sendAt) },
    validate: ({ content, sendAt }) => ({
      ...(content.trim() === "" && { content: t("drafts.change.words") }),
      ...(!isAhead(sendAt) && { sendAt: t("drafts.change.past") }),
    }),
    submit: async ({ content, sendAt }) => {
      await scheduled.change(item.id, { content: content.trim(), sendAt: fromFieldTime(sendAt) ?? item.sendAt });
      await client.invalidateQueries({ queryKey: keys.scheduled(item.workspaceId) });
      onClose();
    },
  });
  return (
    <Dialog title={t("drafts.change.title")} onClose={onClose}>
      <form {...form} className="contents">
        <DialogBody className="flex flex-col gap-4">
          <FormFailure>{failure}</FormFailure>
          <TextArea {...field("content")} label={t("drafts.change.text")} />
          <TextField {...field("sendAt")} label={t("drafts.change.time")} type="datetime-local" />
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

const isAhead = (time: string): boolean => Date.parse(fromFieldTime(time) ?? "") > Date.now();
