import { account } from "@/api/account";
import { keys } from "@/api/keys";
import { queryClient } from "@/api/query";
import { useOwnUser } from "@/api/session";
import { Button, NewPasswordField, PasswordField, toast } from "@/design/ui";
import { FormFailure } from "@/features/auth";
import { t } from "@/lib/i18n/t";
import { passwordFault } from "@/lib/password";
import { useForm } from "@/lib/useForm";

type Values = { currentPassword: string; newPassword: string };

const initial: Values = { currentPassword: "", newPassword: "" };

function faults({ currentPassword, newPassword }: Values): Partial<Values> {
  const fault = passwordFault(newPassword);
  return {
    ...(!currentPassword && { currentPassword: t("auth.fault.password") }),
    ...(fault && { newPassword: fault }),
  };
}

/** A new password for who knows the present one. */
export function PasswordForm() {
  const me = useOwnUser();
  const { field, form, busy, failure, wait, reset } = useForm<Values>({
    initial,
    validate: faults,
    fieldOf: { wrong_password: "currentPassword" },
    submit: async ({ currentPassword, newPassword }) => {
      await account.changePassword(currentPassword, newPassword);
      reset();
      void queryClient.invalidateQueries({ queryKey: keys.sessions });
      void toast(t("account.password.done"));
    },
  });
  return (
    <form {...form} className="flex max-w-sm flex-col gap-5">
      <FormFailure wait={wait}>{failure}</FormFailure>
      <input type="hidden" name="username" autoComplete="username" value={me.username} readOnly />
      <PasswordField
        {...field("currentPassword")}
        label={t("account.password.current")}
        autoComplete="current-password"
      />
      <NewPasswordField {...field("newPassword")} label={t("account.password.new")} />
      <Button type="submit" tone="plain" busy={busy} disabled={wait > 0} className="self-start">
        {t("account.password.submit")}
      </Button>
    </form>
  );
}
