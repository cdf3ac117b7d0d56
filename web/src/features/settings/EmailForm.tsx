import { useMutation } from "@tanstack/react-query";
import { account } from "@/api/account";
import { setOwnUser, useOwnUser } from "@/api/session";
import { Button, PasswordField, TextField, toast, toastError } from "@/design/ui";
import { FormFailure, isEmail } from "@/features/auth";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { useForm } from "@/lib/useForm";

type Values = { email: string; password: string };

/** The address one has, and the way to another: it counts from when the mail sent there was answered. */
export function EmailForm() {
  const me = useOwnUser();
  const { field, form, busy, failure, wait, reset } = useForm<Values>({
    initial: { email: "", password: "" },
    validate: ({ email, password }): Partial<Values> => ({
      ...(!isEmail(email) && { email: t("auth.fault.email") }),
      ...(email.trim().toLowerCase() === me.email.toLowerCase() && { email: t("account.email.same") }),
      ...(!password && { password: t("auth.fault.password") }),
    }),
    fieldOf: { wrong_password: "password" },
    submit: async ({ email, password }) => {
      await account.changeEmail(email.trim(), password);
      setOwnUser({ ...me, pendingEmail: email.trim() });
      reset();
    },
  });
  return (
    <div className="flex flex-col gap-5">
      <Present />
      <form {...form} className="flex max-w-sm flex-col gap-5">
        <FormFailure wait={wait}>{failure}</FormFailure>
        <TextField {...field("email")} label={t("account.email.new")} type="email" autoComplete="email" />
        <PasswordField {...field("password")} label={t("account.email.password")} autoComplete="current-password" />
        <Button type="submit" tone="plain" busy={busy} disabled={wait > 0} className="self-start">
          {t("account.email.submit")}
        </Button>
      </form>
    </div>
  );
}

function Present() {
  const { email, emailVerified, pendingEmail } = useOwnUser();
  const resend = useMutation({
    mutationFn: account.resendMail,
    onSuccess: () => void toast(t("banner.sent")),
    onError: (error) => void toastError(errorText(error)),
  });
  const waits = pendingEmail || !emailVerified;
  return (
    <div className="max-w-sm rounded-lg bg-raised px-4 py-3">
      <p className="text-small text-ink-3">{t("account.email.now")}</p>
      <p className="font-[600] [overflow-wrap:anywhere]">{email}</p>
      <p className="text-small text-ink-2">
        {t(emailVerified ? "account.email.confirmed" : "account.email.unconfirmed")}
      </p>
      {pendingEmail && (
        <p role="status" className="mt-2 text-small text-ink-2 [overflow-wrap:anywhere]">
          {t("account.email.pending", pendingEmail)}
        </p>
      )}
      {waits && (
        <Button
          tone="plain"
          busy={resend.isPending}
          disabled={resend.isSuccess}
          onClick={() => resend.mutate()}
          className="mt-3"
        >
          {t("account.email.resend")}
        </Button>
      )}
    </div>
  );
}
