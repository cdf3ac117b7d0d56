import "@/lib/i18n/en/later/admin";
import { useRouter } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useEffect, useState } from "react";
import { useOwnUser } from "@/api/session";
import { Button, EmptyState } from "@/design/ui";
import { Segments } from "@/design/ui/Segments";
import { t } from "@/lib/i18n/t";
import { Consumers } from "./Consumers";
import { EventLog } from "./EventLog";
import { Parked } from "./Parked";

const views = { parked: Parked, log: EventLog, consumers: Consumers };
type View = keyof typeof views;

/** Where those who run this Echo look after events. */
export function EventsPage() {
  const { isOperator } = useOwnUser();
  const router = useRouter();
  const [view, setView] = useState<View>("parked");
  const Content = views[view];
  useEffect(() => {
    document.title = `${t("admin.title")} · ${t("app.name")}`;
  }, []);
  const back = (
    <Button tone="quiet" onClick={() => void router.navigate({ to: "/" })} className="-ml-2.5 px-2.5 [&_svg]:size-4">
      <ArrowLeft aria-hidden="true" />
      {t("admin.back")}
    </Button>
  );
  return (
    <div className="flex h-dvh p-2 max-desk:p-0">
      <main className="min-w-0 flex-1 overflow-y-auto rounded-xl bg-sheet shadow-hairline [--surface:var(--sheet)] max-desk:rounded-none max-desk:shadow-none">
        <div className="mx-auto max-w-6xl px-8 pt-6 pb-16 max-desk:px-4 max-desk:pt-2">
          {back}
          {isOperator ? (
            <>
              <header className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4 pt-3 pb-6">
                <div>
                  <h1 className="font-display text-display">{t("admin.title")}</h1>
                  <p className="mt-1 text-body text-ink-2">{t("admin.text")}</p>
                </div>
                <Segments
                  label={t("admin.views")}
                  value={view}
                  onChange={setView}
                  options={(Object.keys(views) as View[]).map((value) => ({ value, label: t(`admin.${value}`) }))}
                />
              </header>
              <Content />
            </>
          ) : (
            <EmptyState heading="h1" title={t("admin.none.title")} text={t("admin.none.text")} />
          )}
        </div>
      </main>
    </div>
  );
}
