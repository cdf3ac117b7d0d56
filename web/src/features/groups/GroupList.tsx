import "@/lib/i18n/en/later/groups";
import { AtSign, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { useGroups } from "@/api/groups";
import type { Group, Membership } from "@/api/types";
import { Button, EmptyState, IconButton } from "@/design/ui";
import { t } from "@/lib/i18n/t";
import { canEditWorkspace } from "@/lib/rights";
import { GroupDialog } from "./GroupDialog";

/** The groups of a workspace; those who run it make and change them. */
export function GroupList({ workspace }: { workspace: Membership }) {
  const groups = useGroups(workspace.id);
  const mayEdit = canEditWorkspace(workspace);
  const [open, setOpen] = useState<Group | "new" | null>(null);
  return (
    <>
      {mayEdit && (
        <Button onClick={() => setOpen("new")} className="mb-4 [&_svg]:size-4">
          <Plus aria-hidden="true" />
          {t("groups.new")}
        </Button>
      )}
      {groups.length === 0 ? (
        <EmptyState title={t("groups.none")} text={t("groups.none.text")} />
      ) : (
        <ul className="divide-y divide-line border-line border-t">
          {groups.map((group) => (
            <Item key={group.id} group={group} onEdit={mayEdit ? () => setOpen(group) : undefined} />
          ))}
        </ul>
      )}
      {open && (
        <GroupDialog workspaceId={workspace.id} group={open === "new" ? null : open} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

function Item({ group, onEdit }: { group: Group; onEdit: (() => void) | undefined }) {
  const { handle, displayName, description, memberCount } = group;
  return (
    <li className="flex min-h-16 items-center gap-3 py-2">
      <span className="grid size-9 flex-none place-items-center rounded-[30%] bg-sink text-ink-3 [&_svg]:size-4">
        <AtSign aria-hidden="true" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate font-[640] text-ui">
          {displayName}
          {displayName !== handle && <span className="font-[450] text-ink-3"> {t("account.handle", handle)}</span>}
        </p>
        <p className="truncate text-ink-3 text-small">{description || t("groups.count", memberCount)}</p>
      </div>
      {description && (
        <p className="flex-none text-ink-3 text-meta tabular-nums max-desk:hidden">{t("groups.count", memberCount)}</p>
      )}
      {onEdit && (
        <IconButton label={t("groups.editNamed", handle)} onClick={onEdit}>
          <Pencil />
        </IconButton>
      )}
    </li>
  );
}
