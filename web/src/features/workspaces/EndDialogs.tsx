import "@/lib/i18n/en/later/manage";
import { useNavigate } from "@tanstack/react-router";
import { workspaces } from "@/api/endpoints";
import { dropWorkspace, putWorkspace, useMembership, useMemberships } from "@/api/memberships";
import { hasCode } from "@/api/problem";
import type { Membership } from "@/api/types";
import { ConfirmDialog } from "@/design/ui/ConfirmDialog";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";

type Props = { workspaceId: string; onClose: () => void };

export function ArchiveWorkspaceDialog({ workspaceId, onClose }: Props) {
  const workspace = useMembership(workspaceId);
  if (!workspace) return null;
  return (
    <ConfirmDialog
      title={t("workspace.archive.confirm", titleOf(workspace))}
      text={t("workspace.archive.text")}
      action={t("workspace.archive")}
      onConfirm={async () => {
        putWorkspace(await workspaces.archive(workspaceId));
        onClose();
      }}
      onClose={onClose}
    />
  );
}

/** Says what goes for good, and has the name typed. */
export function DeleteWorkspaceDialog({ workspaceId, onClose }: Props) {
  const workspace = useMembership(workspaceId);
  const leave = useLeaving(workspaceId, onClose);
  if (!workspace) return null;
  return (
    <ConfirmDialog
      danger
      title={t("workspace.delete.confirm", titleOf(workspace))}
      text={t("workspace.delete.goes", workspace.channels.length, workspace.memberCount)}
      typed={workspace.name}
      action={t("workspace.delete")}
      onConfirm={() => leave(() => workspaces.remove(workspaceId))}
      onClose={onClose}
    />
  );
}

/** Leaves, or tells the last owner what has to be done first. */
export function LeaveWorkspaceDialog({ workspaceId, onClose }: Props) {
  const workspace = useMembership(workspaceId);
  const leave = useLeaving(workspaceId, onClose);
  if (!workspace) return null;
  return (
    <ConfirmDialog
      danger
      title={t("workspace.leave.confirm", titleOf(workspace))}
      text={t("workspace.leave.text")}
      action={t("workspace.leave")}
      explain={(error) => (hasCode(error, "last_owner") ? t("workspace.leave.lastOwner") : errorText(error))}
      onConfirm={() => leave(() => workspaces.leave(workspaceId))}
      onClose={onClose}
    />
  );
}

const titleOf = (workspace: Membership) => workspace.displayName || workspace.name;

/** Ends one's being in a workspace: first away from it to another one, or to making one, then out of the list. */
function useLeaving(workspaceId: string, onClose: () => void) {
  const navigate = useNavigate();
  const { data = [] } = useMemberships();
  const next = data.find(({ id }) => id !== workspaceId);
  return async (end: () => Promise<void>) => {
    await end();
    onClose();
    if (next) await navigate({ to: "/w/$workspaceId", params: { workspaceId: next.id }, replace: true });
    else await navigate({ to: "/new", replace: true });
    dropWorkspace(workspaceId);
  };
}
