import "@/lib/i18n/en/later/inbox";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { CheckCheck, MessageSquareText } from "lucide-react";
import { useState } from "react";
import { threads } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { usePages } from "@/api/pages";
import { useThreadsUnread } from "@/api/threads";
import { Button, toastError } from "@/design/ui";
import { Segments } from "@/design/ui/Segments";
import { InboxList, InboxSheet } from "@/features/inbox";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { ThreadEntry } from "./ThreadEntry";
import { useSteadyOrder } from "./useSteadyOrder";

const pageSize = 20;

/** The threads that the reader follows: first those with something unread, then by their latest reply. */
export function ThreadsView() {
  const { workspaceId } = useParams({ from: "/queries/session/w/$workspaceId/threads" });
  const [part, setPart] = useState<"all" | "unread">("all");
  const [answering, setAnswering] = useState<string | null>(null);
  const unread = part === "unread";
  const list = usePages(keys.threads(workspaceId, unread), (cursor) =>
    threads.list({
      workspaceId,
      limit: pageSize,
      order: "unread",
      ...(unread && { unread }),
      ...(cursor && { cursor }),
    }),
  );
  const data = useSteadyOrder(list.data, part);
  const empty = unread ? "threads.none" : "threads.empty";
  return (
    <InboxSheet
      workspaceId={workspaceId}
      icon={<MessageSquareText aria-hidden="true" />}
      title={t("sidebar.threads")}
      actions={
        <>
          <MarkAllRead workspaceId={workspaceId} />
          <Segments
            label={t("threads.which")}
            value={part}
            onChange={setPart}
            options={[
              { value: "all", label: t("threads.all") },
              { value: "unread", label: t("threads.unread") },
            ]}
          />
        </>
      }
    >
      <InboxList
        key={part}
        label={t("sidebar.threads")}
        list={{ ...list, data }}
        empty={{ title: t(empty), text: t(`${empty}.text`) }}
      >
        {(entry) => (
          <ThreadEntry
            key={entry.root.id}
            entry={entry}
            isAnswering={answering === entry.root.id}
            onAnswer={() => setAnswering(entry.root.id)}
          />
        )}
      </InboxList>
    </InboxSheet>
  );
}

function MarkAllRead({ workspaceId }: { workspaceId: string }) {
  const client = useQueryClient();
  const { unreadThreads } = useThreadsUnread(workspaceId);
  const mark = useMutation({
    mutationFn: () => threads.markAllRead(workspaceId),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.threadsUnread(workspaceId) }),
        client.invalidateQueries({ queryKey: ["threads", workspaceId] }),
      ]),
    onError: (error) => void toastError(errorText(error)),
  });
  return (
    <Button tone="quiet" busy={mark.isPending} disabled={unreadThreads === 0} onClick={() => mark.mutate()}>
      <CheckCheck aria-hidden="true" className="size-4" />
      <span className="max-desk:sr-only">{t("threads.markAll")}</span>
    </Button>
  );
}
