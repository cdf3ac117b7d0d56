import "@/lib/i18n/en/later/manage";
import { useState } from "react";
import { workspaces } from "@/api/endpoints";
import { putWorkspace, useMembership } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import type { Author } from "@/api/types";
import { Avatar, Button, Dialog, DialogBody, toast } from "@/design/ui";
import { ConfirmDialog } from "@/design/ui/ConfirmDialog";
import { PeoplePicker } from "@/features/channels";
import { nameOf } from "@/lib/channel";
import { t } from "@/lib/i18n/t";

type Props = { workspaceId: string; onClose: () => void };

/** Chooses who is to own the workspace, then asks once more. */
export function TransferDialog({ workspaceId, onClose }: Props) {
  const me = useOwnUser();
  const workspace = useMembership(workspaceId);
  const [heir, setHeir] = useState<Author | null>(null);
  if (!workspace) return null;
  if (heir) return <Confirm workspaceId={workspaceId} heir={heir} onClose={onClose} />;
  return (
    <Dialog
      title={t("workspace.transfer.title", workspace.displayName || workspace.name)}
      description={t("workspace.transfer.text")}
      onClose={onClose}
    >
      <DialogBody className="min-h-72">
        <PeoplePicker workspaceId={workspaceId} without={[me.id]}>
          {(person) => (
            <div className="flex items-center gap-3 py-1.5">
              <Avatar user={person} size={32} />
              <p className="min-w-0 flex-1 truncate font-[600] text-ui">{nameOf(person)}</p>
              <Button
                tone="plain"
                aria-label={t("workspace.transfer.choose", nameOf(person))}
                onClick={() => setHeir(person)}
              >
                {t("workspace.transfer.action")}
              </Button>
            </div>
          )}
        </PeoplePicker>
      </DialogBody>
    </Dialog>
  );
}

const Confirm = ({ workspaceId, heir, onClose }: Props & { heir: Author }) => (
  <ConfirmDialog
    danger
    title={t("people.owner.confirm", nameOf(heir))}
    text={t("workspace.transfer.confirm", nameOf(heir))}
    action={t("workspace.transfer")}
    onConfirm={async () => {
      putWorkspace(await workspaces.transfer(workspaceId, heir.id));
      onClose();
      void toast(t("workspace.transferred", nameOf(heir)));
    }}
    onClose={onClose}
  />
);
