import { useMemo, useState } from "react";
import { admin, type Envelope, type EventFilter } from "@/api/admin";
import { usePages } from "@/api/pages";
import { Button, Skeleton, TextField } from "@/design/ui";
import { Select } from "@/design/ui/Select";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { fullTimeOf } from "@/lib/time";
import { useDebounced } from "@/lib/useDebounced";
import { EventDialog } from "./EventDialog";
import { hoursAgo, spans } from "./spans";
import { EventName, Name, Table } from "./Table";
import { when } from "./when";

const services = ["user", "workspace", "message"];
const states = ["waiting", "published"] as const;

/** A page with something on it, or the last: the server looks at a bounded part of its logs at a time. */
async function nextPage(filter: EventFilter, cursor?: string) {
  let page = await admin.events(filter, cursor);
  while (page.items.length === 0 && page.nextCursor) page = await admin.events(filter, page.nextCursor);
  return page;
}

/** What happened, the latest first. */
export function EventLog() {
  const [wish, setWish] = useState({ service: "", state: "", type: "", subject: "", span: "24" });
  const { span, ...rest } = useDebounced(wish, 250);
  const since = useMemo(() => hoursAgo(span), [span]);
  const [opened, setOpened] = useState<string | null>(null);
  const set = (name: keyof typeof wish) => (value: string) => setWish({ ...wish, [name]: value });
  const list = usePages(["admin", "log", ...Object.values(rest), since], (cursor) =>
    nextPage({ ...rest, since }, cursor),
  );
  const any = { value: "", label: t("admin.any") };
  return (
    <>
      <div className="grid grid-cols-5 gap-3 pb-4 max-wide:grid-cols-3 max-desk:grid-cols-2">
        <Select
          label={t("admin.filter.service")}
          value={wish.service}
          onChange={set("service")}
          options={[any, ...services.map((value) => ({ value, label: value }))]}
        />
        <Select
          label={t("admin.filter.state")}
          value={wish.state}
          onChange={set("state")}
          options={[any, ...states.map((value) => ({ value, label: t(`admin.state.${value}`) }))]}
        />
        <Select
          label={t("admin.filter.since")}
          value={wish.span}
          onChange={set("span")}
          options={[...spans.map((value) => ({ value, label: t(`admin.since.${value}`) })), any]}
        />
        <TextField
          label={t("admin.filter.type")}
          value={wish.type}
          onChange={set("type")}
          placeholder={t("admin.filter.type.example")}
          spellCheck={false}
        />
        <TextField
          label={t("admin.filter.subject")}
          value={wish.subject}
          onChange={set("subject")}
          spellCheck={false}
        />
      </div>
      {list.error && <p role="alert">{errorText(list.error)}</p>}
      {!list.data && !list.error && <Skeleton className="h-40 w-full rounded-lg" />}
      {list.data?.length === 0 && <p className="py-10 text-center text-body text-ink-3">{t("admin.log.empty")}</p>}
      {list.data && list.data.length > 0 && (
        <Table
          label={t("admin.log")}
          rows={list.data}
          rowKey={(event) => event.id}
          columns={[
            {
              name: t("admin.column.event"),
              cell: (event) => (
                <EventName type={event.type} subject={event.subject} onOpen={() => setOpened(event.id)} />
              ),
            },
            { name: t("admin.column.service"), cell: (event) => <Name>{event.service}</Name> },
            { name: t("admin.column.state"), cell: (event) => <State event={event} /> },
            {
              name: t("admin.column.time"),
              className: "tabular-nums whitespace-nowrap",
              cell: ({ time }) => (
                <time dateTime={time} title={fullTimeOf(time)}>
                  {when(time)}
                </time>
              ),
            },
          ]}
        />
      )}
      {list.hasNextPage && (
        <Button
          tone="quiet"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
          className="mt-2 w-full"
        >
          {t("action.more")}
        </Button>
      )}
      {opened && <EventDialog eventId={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

const State = ({ event }: { event: Envelope }) => (
  <span className={event.state === "waiting" ? "font-[600] text-mention-ink" : "text-ink-2"}>
    {t(`admin.state.${event.state}`)}
    {event.failure && <span className="block font-[450] text-signal">{event.failure}</span>}
  </span>
);
