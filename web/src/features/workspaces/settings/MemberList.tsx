import { UserPlus } from "lucide-react";
import { useState } from "react";
import { workspaces } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { usePages } from "@/api/pages";
import type { Membership } from "@/api/types";
import { Button } from "@/design/ui";
import { PagedList } from "@/design/ui/PagedList";
import { SearchInput } from "@/design/ui/SearchInput";
import { openDialog } from "@/lib/dialogs";
import { t } from "@/lib/i18n/t";
import { canInvite } from "@/lib/rights";
import { useDebounced } from "@/lib/useDebounced";
import { MemberItem } from "./MemberItem";

/** Everyone in the workspace, a page at a time; kept current by events. */
export function MemberList({ workspace }: { workspace: Membership }) {
  const [text, setText] = useState("");
  const q = useDebounced(text.trim());
  const list = usePages(keys.workspaceMembers(workspace.id, q), (cursor) =>
    workspaces.members(workspace.id, { q, cursor }),
  );
  return (
    <>
      <div className="mb-3 flex gap-2 max-desk:flex-wrap">
        <SearchInput label={t("people.search.members")} value={text} onChange={setText} />
        {canInvite(workspace) && (
          <Button
            className="h-10 [&_svg]:size-4"
            onClick={() => openDialog({ kind: "invite-people", workspaceId: workspace.id })}
          >
            <UserPlus aria-hidden="true" />
            {t("invite.people")}
          </Button>
        )}
      </div>
      <p className="mb-1 text-ink-3 text-meta tabular-nums">{t("members.count", workspace.memberCount)}</p>
      <PagedList list={list} empty={q ? t("people.none", q) : t("people.alone")}>
        {(member) => <MemberItem key={member.user.id} workspace={workspace} member={member} />}
      </PagedList>
    </>
  );
}
