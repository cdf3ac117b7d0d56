import { Link, Navigate, Outlet, useParams, useRouter } from "@tanstack/react-router";
import { ArrowLeft, ChevronRight, LogOut } from "lucide-react";
import { useEffect } from "react";
import { useOwnUser } from "@/api/session";
import { signOut } from "@/api/sign-out";
import { Avatar, Button, IconButton } from "@/design/ui";
import { ConfirmBanner, openStatus, StatusEmoji } from "@/features/profile";
import { nameOf } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { useIsNarrow } from "@/lib/useMedia";
import { sections } from "./sections";

/** The list of sections beside the one that is open; on a narrow screen one of them at a time. */
export function SettingsPage() {
  const isNarrow = useIsNarrow();
  return (
    <div className="flex h-dvh flex-col">
      <ConfirmBanner />
      <div className="flex min-h-0 flex-1 p-2 max-desk:p-0">
        {!isNarrow && <SectionNav />}
        <Outlet />
      </div>
    </div>
  );
}

/** The list by itself on a phone; elsewhere the first section. */
export function SettingsHome() {
  const isNarrow = useIsNarrow();
  useEffect(() => {
    document.title = `${t("settings.title")} · ${t("app.name")}`;
  }, []);
  if (!isNarrow) return <Navigate to="/settings/$section" params={{ section: "profile" }} replace />;
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col">
      <SectionNav />
    </main>
  );
}

function SectionNav() {
  const isNarrow = useIsNarrow();
  const router = useRouter();
  const { section: current } = useParams({ strict: false });
  const Heading = isNarrow ? "h1" : "p";
  return (
    <nav
      aria-label={t("settings.sections")}
      className="flex w-[252px] flex-none flex-col gap-px pr-2 max-desk:w-full max-desk:flex-1 max-desk:overflow-y-auto max-desk:p-3"
    >
      <Button
        tone="quiet"
        onClick={() => void router.navigate({ to: "/" })}
        className="self-start px-2.5 [&_svg]:size-4"
      >
        <ArrowLeft aria-hidden="true" />
        {t("settings.back")}
      </Button>
      <Heading className="px-2.5 pt-3 pb-3 font-display text-display">{t("settings.title")}</Heading>
      {isNarrow && <OwnCard />}
      {sections.map(({ name, icon: Icon }) => (
        <Link
          key={name}
          to="/settings/$section"
          params={{ section: name }}
          replace={!isNarrow}
          aria-current={name === current ? "page" : undefined}
          className="flex h-9 items-center gap-2.5 rounded-md px-2.5 text-ui text-ink-2 no-underline transition-colors duration-90 hover:bg-row-hover aria-[current]:bg-row-selected aria-[current]:font-[600] aria-[current]:text-ink aria-[current]:shadow-hairline max-desk:h-13 [&_svg]:size-4 [&_svg]:text-ink-3 aria-[current]:[&_svg]:text-accent max-desk:[&_svg]:size-5"
        >
          <Icon aria-hidden="true" />
          {t(`settings.${name}`)}
          {isNarrow && <ChevronRight aria-hidden="true" className="ml-auto" />}
        </Link>
      ))}
      <span className="flex-1 max-desk:flex-none max-desk:basis-6" />
      <Button
        tone="quiet"
        onClick={() => void signOut()}
        className="justify-start px-2.5 font-[450] max-desk:h-13 max-desk:text-ui [&_svg]:size-4 [&_svg]:text-ink-3"
      >
        <LogOut aria-hidden="true" />
        {t("auth.signOut")}
      </Button>
    </nav>
  );
}

/** On a phone, where there is no account menu: who is signed in, and the way to their status. */
function OwnCard() {
  const me = useOwnUser();
  return (
    <div className="mb-3 flex items-center gap-3.5 rounded-xl bg-sheet p-4 shadow-hairline [--surface:var(--sheet)]">
      <Avatar user={me} size={52} presence={me.presence} />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-1.5 font-[640]">
          <span className="truncate">{nameOf(me)}</span>
          <StatusEmoji userId={me.id} />
        </p>
        <p className="truncate text-small text-ink-3">{t("account.handle", me.username)}</p>
        <button
          type="button"
          onClick={openStatus}
          className="-mb-2 flex h-11 items-center text-small font-[600] text-accent"
        >
          {t(me.status ? "status.change" : "status.set")}
        </button>
      </div>
    </div>
  );
}

/** One section on the sheet. */
export function SettingsSection() {
  const { section: wanted } = useParams({ strict: false });
  const isNarrow = useIsNarrow();
  const router = useRouter();
  const section = sections.find((each) => each.name === wanted);
  useEffect(() => {
    if (section) document.title = `${t(`settings.${section.name}`)} · ${t("app.name")}`;
  }, [section]);
  if (!section) return <Navigate to="/settings" replace />;
  const { name, content: Content } = section;
  return (
    <main
      key={name}
      className="relative min-w-0 flex-1 overflow-y-auto rounded-xl bg-sheet shadow-hairline [--surface:var(--sheet)] max-desk:animate-slide-in max-desk:rounded-none max-desk:shadow-none"
    >
      <div className="mx-auto max-w-3xl px-8 pt-9 pb-16 max-desk:px-4 max-desk:pt-2">
        {isNarrow && (
          <IconButton
            label={t("settings.all")}
            onClick={() => void router.navigate({ to: "/settings" })}
            className="-ml-2.5"
          >
            <ArrowLeft />
          </IconButton>
        )}
        <h1 className="font-display text-display">{t(`settings.${name}`)}</h1>
        <p className="mt-1 text-body text-ink-2">{t(`settings.${name}.text`)}</p>
        <div className="mt-8">
          <Content />
        </div>
      </div>
    </main>
  );
}
