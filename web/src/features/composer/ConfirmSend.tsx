import "@/lib/i18n/en/later/writing";
import { ConfirmDialog } from "@/design/ui/ConfirmDialog";
import { t } from "@/lib/i18n/t";
import type { Asked } from "./useWriting";

/** Asks before many people are called. */
export default function ConfirmSend({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const { name, count, content, deliver } = asked;
  return (
    <ConfirmDialog
      title={t("composer.tell.title", count)}
      text={t("composer.tell.text", `@${name}`, count)}
      action={t("composer.tell.action")}
      onConfirm={async () => {
        onClose();
        deliver(content);
      }}
      onClose={onClose}
    />
  );
}
