import { Link, useRouter } from "@tanstack/react-router";
import { auth } from "@/api/endpoints";
import { startSession } from "@/api/session";
import { Button, PasswordField, TextField } from "@/design/ui";
import { t } from "@/lib/i18n/t";
import { useForm } from "@/lib/useForm";
import { AuthPage, FormFailure } from "./AuthPage";
import { signInFaults } from "./validate";

type Props = {
  next?: string | undefined;
  /** The server ended the session the person had. */
  ended?: boolean | undefined;
};

export function SignInPage({ next, ended }: Props) {
  const router = useRouter();
  const { field, form, busy, failure } = useForm({
    initial: { identifier: "", password: "" },
    validate: signInFaults,
    submit: async ({ identifier, password }) => {
      startSession(await auth.login({ identifier: identifier.trim(), password }));
      router.history.push(next ?? "/");
    },
  });
  return (
    <AuthPage
      title={t("auth.signIn.title")}
      text={ended ? t("auth.signIn.ended") : t("auth.signIn.text")}
      foot={
        <>
          {t("auth.signIn.new")}{" "}
          <Link to="/register" search={{ next }} className="font-[600] hover:underline">
            {t("auth.signUp.link")}
          </Link>
        </>
      }
    >
      <form {...form} className="flex flex-col gap-5">
        <FormFailure>{failure}</FormFailure>
        <TextField
          {...field("identifier")}
          label={t("auth.identifier")}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
        />
        <PasswordField {...field("password")} label={t("auth.password")} autoComplete="current-password" />
        <Button type="submit" size="large" busy={busy} className="mt-1 w-full">
          {t("auth.signIn.submit")}
        </Button>
      </form>
    </AuthPage>
  );
}
