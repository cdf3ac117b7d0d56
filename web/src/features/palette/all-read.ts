import "@/lib/i18n/en/later/tools";
import { toast, toastError } from "@/design/ui";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { markAllRead } from "@/realtime/all-read";

/** Marks all conversations of the workspace as read, and offers to take it back. */
export function readAll(workspaceId: string) {
  const undo = markAllRead(workspaceId);
  if (!undo) return void toast(t("allRead.nothing"));
  const onClick = () => void undo().catch((error) => toastError(errorText(error)));
  void toast(t("allRead.done"), { label: t("allRead.undo"), onClick });
}
