import "@/lib/i18n/en/later/inbox";
import { useParams } from "@tanstack/react-router";
import { AtSign } from "lucide-react";
import { mentions } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { usePages } from "@/api/pages";
import { Entry, InboxList, InboxSheet } from "@/features/inbox";
import { t } from "@/lib/i18n/t";

const pageSize = 30;

/** Every message that calls the reader: by name, by a group, or as everyone. */
export function MentionsView() {
  const { workspaceId } = useParams({ from: "/queries/session/w/$workspaceId/mentions" });
  const list = usePages(keys.mentions(workspaceId), (cursor) =>
    mentions.list({ workspaceId, limit: pageSize, ...(cursor && { cursor }) }),
  );
  return (
    <InboxSheet workspaceId={workspaceId} icon={<AtSign aria-hidden="true" />} title={t("sidebar.mentions")}>
      <InboxList
        label={t("sidebar.mentions")}
        list={list}
        empty={{ title: t("mentions.empty"), text: t("mentions.empty.text") }}
      >
        {(message) => <Entry key={message.id} message={message} />}
      </InboxList>
    </InboxSheet>
  );
}
