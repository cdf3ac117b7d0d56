import "@/lib/i18n/en/later/writing";
import { Button, Dialog, DialogActions, DialogBody, TextField } from "@/design/ui";
import { t } from "@/lib/i18n/t";
import { useForm } from "@/lib/useForm";
import { asField, sendLater, tomorrowMorning } from "./later";
import type { SendPlace } from "./SendButton";

type Props = { place: SendPlace; onHand: (deliver: (content: string) => void) => void; onClose: () => void };

/** Any time to come. */
export default function LaterDialog({ place, onHand, onClose }: Props) {
  const form = useForm({
    initial: { at: asField(tomorrowMorning()) },
    validate: ({ at }): { at?: string } => (Date.parse(at) > Date.now() ? {} : { at: t("composer.later.past") }),
    submit: async ({ at }) => {
      onClose();
      onHand((content) => void sendLater(place, content, new Date(at)));
    },
  });
  return (
    <Dialog title={t("composer.later")} description={t("composer.later.zone", zone())} width="narrow" onClose={onClose}>
      <form {...form.form} className="contents">
        <DialogBody>
          <TextField {...form.field("at")} label={t("composer.later.at")} type="datetime-local" />
        </DialogBody>
        <DialogActions onCancel={onClose}>
          <Button type="submit">{t("composer.later.action")}</Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll("_", " ");
