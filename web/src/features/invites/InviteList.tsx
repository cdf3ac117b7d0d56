import "@/lib/i18n/en/later/manage";
import { type ReactNode, useState } from "react";
import { invites } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { usePages } from "@/api/pages";
import type { Invite, Workspace } from "@/api/types";
import { EmptyState } from "@/design/ui";
import { PagedList } from "@/design/ui/PagedList";
import { Segments } from "@/design/ui/Segments";
import { t } from "@/lib/i18n/t";
import { InviteItem } from "./InviteItem";
import { stateOf } from "./state";

type Props = {
  workspace: Pick<Workspace, "id" | "isArchived">;
  /** Stands at the right of the filter. */
  action: ReactNode;
};

/** The invitations that still lead here, and those that no longer do. */
export function InviteList({ workspace, action }: Props) {
  const [shown, setShown] = useState<"open" | "past">("open");
  const list = usePages(keys.invites(workspace.id), (cursor) => invites.list(workspace.id, cursor));
  const isShown = (invite: Invite) => (stateOf(invite) === "open") === (shown === "open");
  const data = list.data?.filter(isShown);
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Segments
          label={t("invite.filter")}
          value={shown}
          onChange={setShown}
          options={[
            { value: "open", label: t("invite.filter.open") },
            { value: "past", label: t("invite.filter.past") },
          ]}
        />
        {action}
      </div>
      <div className="mt-2">
        {data?.length === 0 && !list.hasNextPage && shown === "open" ? (
          <EmptyState title={t("invite.empty.title")} text={t("invite.empty.text")} />
        ) : (
          <PagedList list={{ ...list, data }} empty={t("invite.pastEmpty")}>
            {(invite) => <InviteItem key={invite.id} invite={invite} isFixed={workspace.isArchived} />}
          </PagedList>
        )}
      </div>
    </>
  );
}
