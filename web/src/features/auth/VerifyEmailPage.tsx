import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { mailLinks } from "@/api/account";
import { hasCode } from "@/api/client";
import { keys } from "@/api/keys";
import { currentUser, renewProfile } from "@/api/session";
import { Button } from "@/design/ui";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { AuthPage } from "./AuthPage";
import { useLinkToken } from "./useLinkToken";

/** Where the link that confirms an address leads. It works once, so it is asked as a query: never twice for one token. */
export function VerifyEmailPage() {
  const token = useLinkToken();
  const { data, error, refetch } = useQuery({
    queryKey: keys.verification(token),
    queryFn: async () => {
      const confirmed = await mailLinks.verifyEmail(token);
      if (currentUser()) await renewProfile().catch(() => undefined);
      return confirmed;
    },
    enabled: token !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (data) {
    return (
      <Outcome title={t("auth.verify.done.title")} text={t("auth.verify.done.text", data.email)}>
        <ToEcho />
      </Outcome>
    );
  }
  if (hasCode(error, "email_taken")) {
    return (
      <Outcome title={t("auth.verify.taken.title")} text={t("auth.verify.taken.text")}>
        <ToEcho />
      </Outcome>
    );
  }
  if (token === "" || hasCode(error, "verification_token_invalid")) {
    return (
      <Outcome title={t("auth.verify.gone.title")} text={t("auth.verify.gone.text")}>
        <ToEcho />
      </Outcome>
    );
  }
  if (error) {
    return (
      <Outcome title={t("app.failure.title")} text={errorText(error)}>
        <Button onClick={() => void refetch()}>{t("action.retry")}</Button>
      </Outcome>
    );
  }
  return <AuthPage title={t("auth.verify.title")} text={t("auth.verify.text")} />;
}

const Outcome = ({ title, text, children }: { title: string; text: string; children: ReactNode }) => (
  <AuthPage title={title} text={<span role="status">{text}</span>}>
    {children}
  </AuthPage>
);

const ToEcho = () => (
  <Link to="/" className="text-body font-[600] hover:underline">
    {t("auth.verify.done.action")}
  </Link>
);
