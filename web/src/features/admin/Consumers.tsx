import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { admin, type OutboxState } from "@/api/admin";
import { queryClient } from "@/api/query";
import { Button, Skeleton, toast } from "@/design/ui";
import { ConfirmDialog } from "@/design/ui/ConfirmDialog";
import { Select } from "@/design/ui/Select";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { hoursAgo, spans } from "./spans";
import { Name, Table } from "./Table";
import { when } from "./when";

/** How events get on: what waits at the services, and with each consumer. */
export function Consumers() {
  const state = useQuery({
    queryKey: ["admin", "consumers"],
    queryFn: admin.consumers,
    staleTime: 0,
    refetchInterval: 5000,
  });
  const [replaying, setReplaying] = useState<string | null>(null);
  if (state.isPending) return <Skeleton className="h-40 w-full rounded-lg" />;
  if (state.isError) return <p role="alert">{errorText(state.error)}</p>;
  const { bus, consumers, outboxes } = state.data;
  return (
    <>
      {bus && (
        <p role="alert" className="mb-6 rounded-chip bg-signal-soft px-3.5 py-2.5 text-signal text-small">
          {bus}
        </p>
      )}
      <Part title={t("admin.queues")} text={t("admin.queues.text")}>
        <Table
          label={t("admin.queues")}
          rows={consumers}
          rowKey={({ consumer }) => consumer}
          columns={[
            { name: t("admin.column.consumer"), cell: ({ consumer }) => <Name>{consumer}</Name> },
            { name: t("admin.column.ready"), className: "tabular-nums", cell: ({ ready }) => ready },
            { name: t("admin.column.waiting"), className: "tabular-nums", cell: ({ waiting }) => waiting },
            {
              name: t("admin.column.parked"),
              className: "tabular-nums",
              cell: ({ parked }) => <span className={parked > 0 ? "font-[640] text-signal" : ""}>{parked}</span>,
            },
            {
              name: t("admin.column.actions"),
              isHidden: true,
              className: "text-right max-desk:text-left",
              cell: ({ consumer }) => (
                <Button
                  tone="plain"
                  onClick={() => setReplaying(consumer)}
                  aria-label={t("admin.range.named", consumer)}
                >
                  {t("admin.range")}
                </Button>
              ),
            },
          ]}
        />
      </Part>
      <Part title={t("admin.outboxes")} text={t("admin.outboxes.text")}>
        <ul className="divide-y divide-line border-line border-y text-small">
          {outboxes.map((outbox) => (
            <li key={outbox.service} className="flex items-center justify-between gap-4 py-2.5">
              <Name>{outbox.service}</Name>
              <span className={outbox.isKnown ? "text-ink-2" : "font-[600] text-signal"}>{waitingAt(outbox)}</span>
            </li>
          ))}
        </ul>
      </Part>
      {replaying && <ReplayDialog consumer={replaying} onClose={() => setReplaying(null)} />}
    </>
  );
}

function waitingAt({ isKnown, pending, oldest }: OutboxState): string {
  if (!isKnown) return t("admin.outbox.unknown");
  return pending > 0 && oldest ? t("admin.outbox.pending", pending, when(oldest)) : t("admin.outbox.clear");
}

const Part = ({ title, text, children }: { title: string; text: string; children: ReactNode }) => (
  <section aria-label={title} className="pb-9">
    <h2 className="font-display text-title">{title}</h2>
    <p className="mt-0.5 mb-3 text-small text-ink-3">{text}</p>
    {children}
  </section>
);

function ReplayDialog({ consumer, onClose }: { consumer: string; onClose: () => void }) {
  const [span, setSpan] = useState("1");
  return (
    <ConfirmDialog
      title={t("admin.range.title", consumer)}
      text={t("admin.range.text")}
      action={t("admin.replay")}
      onConfirm={async () => {
        const { deliveries } = await admin.replay(consumer, hoursAgo(span));
        toast(t("admin.range.done", deliveries));
        await queryClient.invalidateQueries({ queryKey: ["admin"] });
        onClose();
      }}
      onClose={onClose}
    >
      <Select
        label={t("admin.filter.since")}
        value={span}
        onChange={setSpan}
        options={spans.map((value) => ({ value, label: t(`admin.since.${value}`) }))}
      />
    </ConfirmDialog>
  );
}
