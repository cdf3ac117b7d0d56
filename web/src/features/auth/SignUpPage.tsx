import { Link, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { auth } from "@/api/endpoints";
import { startSession } from "@/api/session";
import { Button, NewPasswordField, TextField } from "@/design/ui";
import { slugOf } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { useForm } from "@/lib/useForm";
import { AuthPage, FormFailure } from "./AuthPage";
import { signUpFaults } from "./validate";

type Props = { next?: string | undefined };

export function SignUpPage({ next }: Props) {
  const router = useRouter();
  const [choseUsername, setChoseUsername] = useState(false);
  const { set, field, form, busy, failure, wait } = useForm({
    initial: { displayName: "", email: "", username: "", password: "" },
    validate: signUpFaults,
    fieldOf: { email_taken: "email", username_taken: "username" },
    submit: async ({ displayName, email, username, password }) => {
      startSession(await auth.register({ displayName: displayName.trim(), email: email.trim(), username, password }));
      router.history.push(next ?? "/new");
    },
  });
  const name = field("displayName");
  const username = field("username");

  return (
    <AuthPage
      title={t("auth.signUp.title")}
      text={t("auth.signUp.text")}
      foot={
        <>
          {t("auth.signUp.have")}{" "}
          <Link to="/login" search={{ next }} className="font-[600] hover:underline">
            {t("auth.signIn.link")}
          </Link>
        </>
      }
    >
      <form {...form} className="flex flex-col gap-5">
        <FormFailure wait={wait}>{failure}</FormFailure>
        <TextField
          {...name}
          label={t("auth.name")}
          autoComplete="name"
          autoFocus
          onChange={(value) => {
            name.onChange(value);
            if (!choseUsername) set("username", slugOf(value).slice(0, 30));
          }}
        />
        <TextField {...field("email")} label={t("auth.email")} type="email" autoComplete="email" />
        <TextField
          {...username}
          label={t("auth.username")}
          hint={t("auth.username.hint")}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          lead="@"
          onChange={(value) => {
            setChoseUsername(true);
            username.onChange(value.trim());
          }}
        />
        <NewPasswordField {...field("password")} label={t("auth.password")} />
        <Button type="submit" size="large" busy={busy} disabled={wait > 0} className="mt-1 w-full">
          {t("auth.signUp.submit")}
        </Button>
      </form>
    </AuthPage>
  );
}
