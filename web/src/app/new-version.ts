import { toast } from "@/design/ui/toast";
import { t } from "@/lib/i18n/t";

/**
 * A part of the app that is no longer on the server means that Echo was updated under an open page. The page is never
 * reloaded by itself: someone may be writing.
 */
export function offerReload() {
  void toast(t("app.updated"), { label: t("action.reload"), onClick: () => location.reload() });
}
