import { useMutation } from "@tanstack/react-query";
import { Mail, X } from "lucide-react";
import { useState } from "react";
import { useOwnUser } from "@/api/session";
import { IconButton, toast, toastError } from "@/design/ui";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";

const key = "echo:confirm-later";
const isPutOff = (userId: string) => sessionStorage.getItem(key) === userId;

/** Asks for the confirmation of the address, until it is put off for as long as the tab lives. */
export function ConfirmBanner() {
  const { id, email, emailVerified } = useOwnUser();
  const [hidden, setHidden] = useState(() => isPutOff(id));
  const resend = useMutation({
    mutationFn: async () => (await import("@/api/account")).account.resendMail(),
    onSuccess: () => void toast(t("banner.sent")),
    onError: (error) => void toastError(errorText(error)),
  });
  if (emailVerified || hidden) return null;
  const putOff = () => {
    sessionStorage.setItem(key, id);
    setHidden(true);
  };
  return (
    <aside
      aria-label={t("banner.label")}
      className="flex min-h-9 flex-none items-center justify-center gap-x-3 bg-mention-2 py-0.5 pr-1.5 pl-4 text-mention-ink text-small max-desk:justify-start [&>svg]:size-4"
    >
      <Mail aria-hidden="true" className="max-desk:hidden" />
      <p className="min-w-0 max-desk:flex-1 [overflow-wrap:anywhere]">{t("banner.text", email)}</p>
      <button
        type="button"
        disabled={resend.isPending || resend.isSuccess}
        onClick={() => resend.mutate()}
        className="flex-none rounded-md px-1.5 font-[640] underline underline-offset-3 disabled:no-underline max-desk:h-11"
      >
        {t("banner.resend")}
      </button>
      <IconButton label={t("banner.dismiss")} onClick={putOff} className="text-mention-ink">
        <X />
      </IconButton>
    </aside>
  );
}
