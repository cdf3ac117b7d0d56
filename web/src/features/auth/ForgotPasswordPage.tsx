import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { mailLinks } from "@/api/account";
import { Button, TextField } from "@/design/ui";
import { t } from "@/lib/i18n/t";
import { useForm } from "@/lib/useForm";
import { AuthPage, FormFailure } from "./AuthPage";
import { isEmail } from "./validate";

/** Asks for a link to a new password. The answer is the same whether or not there is such an account. */
export function ForgotPasswordPage() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  return sentTo === null ? <Ask onSent={setSentTo} /> : <Sent email={sentTo} onAgain={() => setSentTo(null)} />;
}

const Back = () => (
  <Link to="/login" className="font-[600] hover:underline">
    {t("auth.forgot.back")}
  </Link>
);

function Ask({ onSent }: { onSent: (email: string) => void }) {
  const { field, form, busy, failure, wait } = useForm({
    initial: { email: "" },
    validate: ({ email }): { email?: string } => (isEmail(email) ? {} : { email: t("auth.fault.email") }),
    submit: async ({ email }) => {
      await mailLinks.forgotPassword(email.trim());
      onSent(email.trim());
    },
  });
  return (
    <AuthPage title={t("auth.forgot.title")} text={t("auth.forgot.text")} foot={<Back />}>
      <form {...form} className="flex flex-col gap-5">
        <FormFailure wait={wait}>{failure}</FormFailure>
        <TextField {...field("email")} label={t("auth.email")} type="email" autoComplete="email" autoFocus />
        <Button type="submit" size="large" busy={busy} disabled={wait > 0} className="mt-1 w-full">
          {t("auth.forgot.submit")}
        </Button>
      </form>
    </AuthPage>
  );
}

const Sent = ({ email, onAgain }: { email: string; onAgain: () => void }) => (
  <AuthPage title={t("auth.sent.title")} text={<span role="status">{t("auth.sent.text", email)}</span>} foot={<Back />}>
    <p className="text-small text-ink-3">
      {t("auth.sent.hint")}{" "}
      <button type="button" onClick={onAgain} className="font-[600] text-accent hover:underline">
        {t("auth.sent.again")}
      </button>
      .
    </p>
  </AuthPage>
);
