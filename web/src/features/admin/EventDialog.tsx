import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { admin, type EventDetail } from "@/api/admin";
import { Skeleton } from "@/design/ui";
import { Dialog, DialogBody } from "@/design/ui/Dialog";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { fullTimeOf } from "@/lib/time";
import { Name } from "./Table";

/** All there is about one event. It is asked for once: each look is written down. */
export function EventDialog({ eventId, onClose }: { eventId: string; onClose: () => void }) {
  const detail = useQuery({
    queryKey: ["admin-event", eventId],
    queryFn: () => admin.event(eventId),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const title = detail.data?.event?.type || detail.data?.parked[0]?.type || t("admin.column.event");
  return (
    <Dialog title={title} description={t("admin.detail.text")} onClose={onClose}>
      <DialogBody>
        {detail.isPending && <Skeleton className="h-40 w-full rounded-lg" />}
        {detail.isError && <p role="alert">{errorText(detail.error)}</p>}
        {detail.data && <Facts detail={detail.data} />}
      </DialogBody>
    </Dialog>
  );
}

function Facts({ detail: { event, data, parked, parkedRaw } }: { detail: EventDetail }) {
  const text = event ? JSON.stringify(data, null, 2) : parkedRaw;
  return (
    <>
      <dl className="grid grid-cols-[max-content_1fr] gap-x-5 gap-y-1.5 text-small [&_dd]:min-w-0 [&_dd]:[overflow-wrap:anywhere] [&_dt]:text-ink-3">
        {event ? (
          <>
            <Fact name={t("admin.detail.id")} value={<Name>{event.id}</Name>} />
            <Fact name={t("admin.column.service")} value={event.service} />
            <Fact name={t("admin.detail.version")} value={event.version} />
            <Fact name={t("admin.column.subject")} value={<Name>{event.subject}</Name>} />
            <Fact name={t("admin.column.time")} value={fullTimeOf(event.time)} />
            {event.publishedAt && <Fact name={t("admin.detail.published")} value={fullTimeOf(event.publishedAt)} />}
            {event.failure && <Fact name={t("admin.detail.failure")} value={event.failure} />}
          </>
        ) : (
          <Fact name={t("admin.log")} value={t("admin.detail.gone")} />
        )}
        {parked.map(({ consumer, reason }) => (
          <Fact
            key={consumer}
            name={t("admin.detail.parkedFor")}
            value={
              <>
                <Name>{consumer}</Name>
                <span className="block text-ink-2">{reason}</span>
              </>
            }
          />
        ))}
      </dl>
      <h3 className="pt-5 pb-2 font-[600] text-small">{t("admin.detail.data")}</h3>
      <section
        aria-label={t("admin.detail.data")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        className="max-h-80 overflow-auto rounded-chip bg-sink"
      >
        <pre className="w-max min-w-full p-4 font-mono text-code">{text}</pre>
      </section>
    </>
  );
}

const Fact = ({ name, value }: { name: string; value: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
);
