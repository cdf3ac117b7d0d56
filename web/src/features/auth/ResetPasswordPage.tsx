import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { mailLinks } from "@/api/account";
import { hasCode } from "@/api/client";
import { keys } from "@/api/keys";
import { currentUser, endSession } from "@/api/session";
import { Button, NewPasswordField } from "@/design/ui";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { passwordFault } from "@/lib/password";
import { useForm } from "@/lib/useForm";
import { AuthPage, FormFailure } from "./AuthPage";
import { useLinkToken } from "./useLinkToken";

/** Where the link of a forgotten password leads. */
export function ResetPasswordPage() {
  const token = useLinkToken();
  const check = useQuery({
    queryKey: keys.resetCheck(token),
    queryFn: () => mailLinks.checkReset(token),
    enabled: token !== "",
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (token === "" || check.data?.valid === false) return <LinkGone />;
  if (check.error) {
    return (
      <AuthPage title={t("auth.reset.title")}>
        <FormFailure>{errorText(check.error)}</FormFailure>
        <Button onClick={() => void check.refetch()} className="mt-5">
          {t("action.retry")}
        </Button>
      </AuthPage>
    );
  }
  if (!check.data) return <AuthPage title={t("auth.reset.title")} />;
  return <Choose token={token} email={check.data.email} onGone={() => void check.refetch()} />;
}

const LinkGone = () => (
  <AuthPage title={t("auth.linkGone.title")} text={t("auth.linkGone.text")}>
    <Link to="/forgot-password" className="text-body font-[600] hover:underline">
      {t("auth.linkGone.action")}
    </Link>
  </AuthPage>
);

function Choose({ token, email, onGone }: { token: string; email: string; onGone: () => void }) {
  const navigate = useNavigate();
  const { field, form, busy, failure, wait } = useForm({
    initial: { password: "" },
    validate: ({ password }): { password?: string } => {
      const fault = passwordFault(password);
      return fault ? { password: fault } : {};
    },
    submit: async ({ password }) => {
      try {
        await mailLinks.resetPassword(token, password);
      } catch (error) {
        if (hasCode(error, "reset_token_invalid")) return onGone();
        throw error;
      }
      // Whoever was signed in here, as this account or another, signs in anew.
      if (currentUser()) endSession("reset");
      await navigate({ to: "/login", search: { notice: "reset" }, replace: true });
    },
  });
  return (
    <AuthPage title={t("auth.reset.title")} text={t("auth.reset.text", email)}>
      <form {...form} className="flex flex-col gap-5">
        <FormFailure wait={wait}>{failure}</FormFailure>
        <NewPasswordField {...field("password")} label={t("auth.reset.password")} autoFocus />
        <Button type="submit" size="large" busy={busy} disabled={wait > 0} className="mt-1 w-full">
          {t("auth.reset.submit")}
        </Button>
      </form>
    </AuthPage>
  );
}
