import { ChevronRight } from "lucide-react";
import { workspaces } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { usePages } from "@/api/pages";
import type { AuditEntry, Membership } from "@/api/types";
import { Avatar } from "@/design/ui";
import { PagedList } from "@/design/ui/PagedList";
import { t } from "@/lib/i18n/t";
import { dayKeyOf, dayLabelOf, fullTimeOf, timeOf } from "@/lib/time";
import { auditDetails, auditLine } from "./audit-line";

type Line = { entry: AuditEntry; isDayStart: boolean };

/** What was changed in the workspace, the latest first, a page at a time. */
export function AuditLog({ workspace }: { workspace: Membership }) {
  const list = usePages(keys.audit(workspace.id), (cursor) => workspaces.audit(workspace.id, cursor));
  const data = list.data?.map((entry, i, all): Line => {
    const before = all[i - 1];
    return { entry, isDayStart: !before || dayKeyOf(before.at) !== dayKeyOf(entry.at) };
  });
  return (
    <PagedList list={{ ...list, data }} empty={t("audit.empty")}>
      {({ entry, isDayStart }) => <AuditItem key={entry.id} entry={entry} isDayStart={isDayStart} />}
    </PagedList>
  );
}

function AuditItem({ entry, isDayStart }: Line) {
  const details = auditDetails(entry);
  return (
    <li>
      {isDayStart && <h2 className="pt-6 pb-2 font-[600] text-ink-3 text-meta">{dayLabelOf(entry.at)}</h2>}
      {details.length === 0 ? (
        <div className="flex min-h-11 items-center gap-3 py-1.5 pr-7">
          <What entry={entry} />
        </div>
      ) : (
        <details className="group">
          <summary className="flex min-h-11 cursor-pointer list-none items-center gap-3 rounded-md py-1.5 hover:bg-hover [&::-webkit-details-marker]:hidden">
            <What entry={entry} />
            <ChevronRight
              aria-hidden="true"
              className="size-4 text-ink-3 transition-transform duration-140 group-open:rotate-90"
            />
          </summary>
          <dl className="mb-3 ml-10 grid grid-cols-[max-content_1fr] gap-x-5 gap-y-1 text-small [&_dt]:text-ink-3">
            {details.map(([name, value]) => (
              <Detail key={name} name={name} value={value} />
            ))}
          </dl>
        </details>
      )}
    </li>
  );
}

const What = ({ entry }: { entry: AuditEntry }) => (
  <>
    {entry.actor ? (
      <Avatar user={entry.actor} size={28} />
    ) : (
      <span aria-hidden="true" className="echo-ring size-7 flex-none rounded-[30%] [--tone:var(--tone-accent)]" />
    )}
    <span className="min-w-0 flex-1 text-ui">{auditLine(entry)}</span>
    <time dateTime={entry.at} title={fullTimeOf(entry.at)} className="flex-none text-ink-3 text-meta tabular-nums">
      {timeOf(entry.at)}
    </time>
  </>
);

const Detail = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd className="min-w-0 break-words">{value}</dd>
  </>
);
