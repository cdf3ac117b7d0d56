import { useMutation } from "@tanstack/react-query";
import { workspaces } from "@/api/endpoints";
import { putWorkspace } from "@/api/memberships";
import type { Membership } from "@/api/types";
import { Button, toastError } from "@/design/ui";
import { SettingRow } from "@/design/ui/SettingRow";
import { openDialog } from "@/lib/dialogs";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { isOwner } from "@/lib/rights";

/** Handing the workspace over, closing it, deleting it, and leaving it. */
export function Ending({ workspace }: { workspace: Membership }) {
  const workspaceId = workspace.id;
  const mayEnd = isOwner(workspace);
  return (
    <>
      {mayEnd && !workspace.isArchived && (
        <SettingRow title={t("workspace.transfer")} text={t("workspace.transfer.text")}>
          <Button tone="plain" onClick={() => openDialog({ kind: "transfer-workspace", workspaceId })}>
            {t("workspace.transfer")}
          </Button>
        </SettingRow>
      )}
      {mayEnd && <Archive workspace={workspace} />}
      <SettingRow title={t("workspace.leave")} text={t("workspace.leave.text")}>
        <Button tone="plain" onClick={() => openDialog({ kind: "leave-workspace", workspaceId })}>
          {t("workspace.leave")}
        </Button>
      </SettingRow>
      {mayEnd && (
        <SettingRow title={t("workspace.delete")} text={t("workspace.delete.text")} danger>
          <Button tone="danger" onClick={() => openDialog({ kind: "delete-workspace", workspaceId })}>
            {t("workspace.delete")}
          </Button>
        </SettingRow>
      )}
    </>
  );
}

function Archive({ workspace: { id, isArchived } }: { workspace: Membership }) {
  const unarchive = useMutation({
    mutationFn: () => workspaces.unarchive(id),
    onSuccess: putWorkspace,
    onError: (error) => void toastError(errorText(error)),
  });
  return isArchived ? (
    <SettingRow title={t("workspace.unarchive")} text={t("workspace.unarchive.text")}>
      <Button busy={unarchive.isPending} onClick={() => unarchive.mutate()}>
        {t("workspace.unarchive")}
      </Button>
    </SettingRow>
  ) : (
    <SettingRow title={t("workspace.archive")} text={t("workspace.archive.text")}>
      <Button tone="plain" onClick={() => openDialog({ kind: "archive-workspace", workspaceId: id })}>
        {t("workspace.archive")}
      </Button>
    </SettingRow>
  );
}
