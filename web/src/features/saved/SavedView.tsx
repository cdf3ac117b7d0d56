import "@/lib/i18n/en/later/inbox";
import { useParams } from "@tanstack/react-router";
import { Bookmark } from "lucide-react";
import { useState } from "react";
import { saved } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { usePages } from "@/api/pages";
import { Segments } from "@/design/ui/Segments";
import { InboxList, InboxSheet } from "@/features/inbox";
import { t } from "@/lib/i18n/t";
import { SavedEntry } from "./SavedEntry";

const pageSize = 30;

/** The messages that the reader wants to come back to, and those that are done. */
export function SavedView() {
  const { workspaceId } = useParams({ from: "/queries/session/w/$workspaceId/saved" });
  const [part, setPart] = useState<"todo" | "done">("todo");
  const done = part === "done";
  const list = usePages(keys.saved(workspaceId, done), (cursor) =>
    saved.list({ workspaceId, done, limit: pageSize, ...(cursor && { cursor }) }),
  );
  const empty = done ? "saved.none" : "saved.empty";
  return (
    <InboxSheet
      workspaceId={workspaceId}
      icon={<Bookmark aria-hidden="true" />}
      title={t("sidebar.saved")}
      actions={
        <Segments
          label={t("saved.which")}
          value={part}
          onChange={setPart}
          options={[
            { value: "todo", label: t("saved.todo") },
            { value: "done", label: t("saved.done") },
          ]}
        />
      }
    >
      <InboxList
        key={part}
        label={t(done ? "saved.done" : "saved.todo")}
        list={list}
        empty={{ title: t(empty), text: t(`${empty}.text`) }}
      >
        {(item) => <SavedEntry key={item.message.id} item={item} />}
      </InboxList>
    </InboxSheet>
  );
}
