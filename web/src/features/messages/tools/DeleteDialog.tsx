import type { Message } from "@/api/types";
import { ConfirmDialog } from "@/design/ui/ConfirmDialog";
import { t } from "@/lib/i18n/t";
import { Markdown } from "@/lib/markdown";
import { remove } from "./acts";

type Props = { message: Message; onClose: () => void };

/** Asks once. The message then goes at once. */
export function DeleteDialog({ message, onClose }: Props) {
  const confirm = async () => {
    onClose();
    remove(message);
  };
  return (
    <ConfirmDialog
      title={t("message.deleteTitle")}
      text={t(message.replyCount > 0 ? "message.deleteRootText" : "message.deleteText")}
      action={t("message.delete")}
      danger
      onConfirm={confirm}
      onClose={onClose}
    >
      <blockquote className="max-h-40 overflow-hidden border-line-2 border-l-[3px] pl-3 text-ink-2 [overflow-wrap:anywhere]">
        <Markdown text={message.content} workspaceId={message.workspaceId} mentions={message.mentions} />
      </blockquote>
    </ConfirmDialog>
  );
}
