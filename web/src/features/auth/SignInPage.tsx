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
  /** What happened before, and brought the person here. */
  notice?: SignInNotice | undefined;
};

const notices = {
  /** The server ended the session the person had. */
  ended: "auth.signIn.ended",
  reset: "auth.reset.done",
  deleted: "auth.deleted",
} as const;
export type SignInNotice = keyof typeof notices;

export const isNotice = (value: unknown): value is SignInNotice => typeof value === "string" && value in notices;

export function SignInPage({ next, notice }: Props) {
  const router = useRouter();
  const { field, form, busy, failure, wait } = useForm({
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
      text={t(notice ? notices[notice] : "auth.signIn.text")}
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
        <FormFailure wait={wait}>{failure}</FormFailure>
        <TextField
          {...field("identifier")}
          label={t("auth.identifier")}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
        />
        <PasswordField {...field("password")} label={t("auth.password")} autoComplete="current-password" />
        <Link to="/forgot-password" className="-mt-2 self-start text-small font-[600] hover:underline">
          {t("auth.forgot.link")}
        </Link>
        <Button type="submit" size="large" busy={busy} disabled={wait > 0} className="mt-1 w-full">
          {t("auth.signIn.submit")}
        </Button>
      </form>
    </AuthPage>
  );
}
