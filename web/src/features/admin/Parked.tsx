import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { admin, type ParkedEvent } from "@/api/admin";
import { queryClient } from "@/api/query";
import { Button, EmptyState, Skeleton, toast, toastError } from "@/design/ui";
import { ConfirmDialog } from "@/design/ui/ConfirmDialog";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { fullTimeOf } from "@/lib/time";
import { EventDialog } from "./EventDialog";
import { EventName, Name, Table } from "./Table";
import { when } from "./when";

const key = ["admin", "parked"];
const refresh = () => queryClient.invalidateQueries({ queryKey: ["admin"] });
const explain = (error: unknown) => void toastError(errorText(error));
const typeOf = (parked: ParkedEvent) => parked.type || t("admin.noEvent");

/** What consumers gave up on, with the way out for each. */
export function Parked() {
  const list = useQuery({ queryKey: key, queryFn: admin.parked, staleTime: 0, refetchInterval: 10_000 });
  const [opened, setOpened] = useState<string | null>(null);
  const [dropping, setDropping] = useState<ParkedEvent | null>(null);
  const replayAll = useMutation({
    mutationFn: () => admin.replayParked({ all: true }),
    onSuccess: ({ events }) => {
      toast(t("admin.replayed", events));
      return refresh();
    },
    onError: explain,
  });
  if (list.isPending) return <Skeleton className="h-40 w-full rounded-lg" />;
  if (list.isError) return <p role="alert">{errorText(list.error)}</p>;
  const { items, total } = list.data;
  if (total === 0) return <EmptyState title={t("admin.parked")} text={t("admin.parked.empty")} />;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3 pb-3">
        <p className="text-small text-ink-3">
          {t("admin.parked.text")}
          {total > items.length && ` ${t("admin.parked.more", items.length, total)}`}
        </p>
        <Button tone="plain" busy={replayAll.isPending} onClick={() => replayAll.mutate()}>
          {t("admin.parked.replayAll")}
        </Button>
      </div>
      <Table
        label={t("admin.parked")}
        rows={items}
        rowKey={(parked) => `${parked.consumer} ${parked.id}`}
        columns={[
          {
            name: t("admin.column.event"),
            className: "w-64",
            cell: (parked) => (
              <EventName type={typeOf(parked)} subject={parked.subject} onOpen={() => setOpened(parked.id)} />
            ),
          },
          { name: t("admin.column.consumer"), cell: ({ consumer }) => <Name>{consumer}</Name> },
          { name: t("admin.column.reason"), cell: ({ reason }) => <span className="text-ink-2">{reason}</span> },
          { name: t("admin.column.retries"), className: "tabular-nums", cell: ({ retries }) => retries },
          {
            name: t("admin.column.parkedAt"),
            className: "tabular-nums whitespace-nowrap",
            cell: ({ parkedAt }) => (
              <time dateTime={parkedAt} title={fullTimeOf(parkedAt)}>
                {when(parkedAt)}
              </time>
            ),
          },
          {
            name: t("admin.column.actions"),
            isHidden: true,
            cell: (parked) => <Actions parked={parked} onDrop={() => setDropping(parked)} />,
          },
        ]}
      />
      {opened && <EventDialog eventId={opened} onClose={() => setOpened(null)} />}
      {dropping && (
        <ConfirmDialog
          danger
          title={t("admin.drop.title")}
          text={t("admin.drop.text", dropping.consumer)}
          action={t("admin.drop")}
          onConfirm={async () => {
            const { events } = await admin.dropParked({ eventIds: [dropping.id], consumer: dropping.consumer });
            toast(t("admin.dropped", events));
            await refresh();
            setDropping(null);
          }}
          onClose={() => setDropping(null)}
        />
      )}
    </>
  );
}

function Actions({ parked, onDrop }: { parked: ParkedEvent; onDrop: () => void }) {
  const replay = useMutation({
    mutationFn: () => admin.replayParked({ eventIds: [parked.id], consumer: parked.consumer }),
    onSuccess: ({ events }) => {
      toast(events > 0 ? t("admin.replayed", events) : t("admin.replayed.none"));
      return refresh();
    },
    onError: explain,
  });
  return (
    <span className="flex justify-end gap-1.5 max-desk:justify-start">
      {parked.type && (
        <Button
          tone="plain"
          busy={replay.isPending}
          onClick={() => replay.mutate()}
          aria-label={t("admin.replay.named", parked.type, parked.consumer)}
        >
          {t("admin.replay")}
        </Button>
      )}
      <Button tone="quiet" onClick={onDrop} aria-label={t("admin.drop.named", typeOf(parked), parked.consumer)}>
        {t("admin.drop")}
      </Button>
    </span>
  );
}
