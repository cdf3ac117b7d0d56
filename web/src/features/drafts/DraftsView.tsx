import "@/lib/i18n/en/later/inbox";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { SquarePen } from "lucide-react";
import { useState } from "react";
import { draftsQuery, scheduledQuery } from "@/api/drafts";
import type { Paged } from "@/api/pages";
import { Segments } from "@/design/ui/Segments";
import { InboxList, InboxSheet } from "@/features/inbox";
import { t } from "@/lib/i18n/t";
import { DraftEntry } from "./DraftEntry";
import { ScheduledEntry } from "./ScheduledEntry";

/** What was begun and not sent, and what is to be sent later. */
export function DraftsView() {
  const { workspaceId } = useParams({ from: "/queries/session/w/$workspaceId/drafts" });
  const begun = useQuery(draftsQuery(workspaceId));
  const planned = useQuery(scheduledQuery(workspaceId));
  const [chosen, setPart] = useState<"begun" | "planned" | null>(null);
  // Whoever has nothing but scheduled messages came for them. Decided once: the last draft's end does not turn the page.
  if (!chosen && begun.data && planned.data)
    setPart(begun.data.length === 0 && planned.data.length > 0 ? "planned" : "begun");
  const part = chosen ?? "begun";
  return (
    <InboxSheet
      workspaceId={workspaceId}
      icon={<SquarePen aria-hidden="true" />}
      title={t("drafts.title")}
      actions={
        <Segments
          label={t("drafts.which")}
          value={part}
          onChange={setPart}
          options={[
            { value: "begun", label: counted(t("drafts.begun"), begun.data) },
            { value: "planned", label: counted(t("drafts.planned"), planned.data) },
          ]}
        />
      }
    >
      {part === "begun" ? (
        <InboxList
          label={t("drafts.begun")}
          list={whole({ ...begun, data: begun.data?.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt)) })}
          empty={{ title: t("drafts.empty"), text: t("drafts.empty.text") }}
        >
          {(draft) => <DraftEntry key={`${draft.channelId}/${draft.threadRootId}`} draft={draft} />}
        </InboxList>
      ) : (
        <InboxList
          label={t("drafts.planned")}
          list={whole({ ...planned, data: planned.data?.toSorted((a, b) => a.sendAt.localeCompare(b.sendAt)) })}
          empty={{ title: t("drafts.none"), text: t("drafts.none.text") }}
        >
          {(item) => <ScheduledEntry key={item.id} item={item} />}
        </InboxList>
      )}
    </InboxSheet>
  );
}

const counted = (label: string, list: unknown[] | undefined) => (list?.length ? `${label} ${list.length}` : label);

/** A list that comes in one piece, as one that comes in pages. */
const whole = <T,>({ data, error, refetch }: Pick<Paged<T>, "data" | "error" | "refetch">): Paged<T> => ({
  data,
  error,
  refetch,
  hasNextPage: false,
  isFetchingNextPage: false,
  fetchNextPage: () => undefined,
});
