import { useRouter } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { type ReactNode, useEffect, useId } from "react";
import { useOwnUser } from "@/api/session";
import { signOut } from "@/api/sign-out";
import { Avatar, Button, TooltipProvider } from "@/design/ui";
import { nameOf } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { AppearanceSettings } from "./AppearanceSettings";
import { SessionList } from "./SessionList";

export function SettingsPage() {
  const router = useRouter();
  const me = useOwnUser();
  useEffect(() => {
    document.title = `${t("settings.title")} · ${t("app.name")}`;
  }, []);
  const back = () => (router.history.canGoBack() ? router.history.back() : router.history.push("/"));
  return (
    <TooltipProvider>
      <div className="min-h-dvh p-2 max-desk:p-0">
        <main className="mx-auto min-h-[calc(100dvh-16px)] rounded-xl bg-sheet px-5 pt-5 pb-16 shadow-hairline max-desk:rounded-none">
          <div className="mx-auto flex max-w-2xl flex-col gap-10">
            <header>
              <Button tone="quiet" onClick={back} className="-ml-3 [&_svg]:size-4">
                <ArrowLeft aria-hidden="true" />
                {t("settings.back")}
              </Button>
              <h1 className="mt-4 font-display text-display">{t("settings.title")}</h1>
            </header>
            <Group title={t("settings.account")}>
              <div className="flex items-center gap-4">
                <Avatar user={me} size={52} />
                <div className="min-w-0 flex-1">
                  <p className="truncate font-[640]">{nameOf(me)}</p>
                  <p className="truncate text-small text-ink-3">
                    {t("account.handle", me.username)} · {me.email}
                  </p>
                </div>
                <Button tone="plain" onClick={() => void signOut()}>
                  {t("auth.signOut")}
                </Button>
              </div>
            </Group>
            <Group title={t("settings.appearance")}>
              <AppearanceSettings />
            </Group>
            <Group title={t("settings.sessions")} text={t("settings.sessions.text")}>
              <SessionList />
            </Group>
          </div>
        </main>
      </div>
    </TooltipProvider>
  );
}

function Group({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="font-display text-title">
        {title}
      </h2>
      {text && <p className="mt-1 text-small text-ink-3">{text}</p>}
      <div className="mt-4 border-line border-t pt-5">{children}</div>
    </section>
  );
}
