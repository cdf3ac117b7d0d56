import { useState } from "react";
import type { Group } from "@/api/types";
import { Button, Dialog, DialogActions, DialogBody, TextField, toast } from "@/design/ui";
import { ConfirmDialog } from "@/design/ui/ConfirmDialog";
import { FormFailure } from "@/features/auth";
import { t } from "@/lib/i18n/t";
import { useForm } from "@/lib/useForm";
import { groups, refreshGroups } from "./calls";
import { MemberChoice } from "./MemberChoice";

type Props = { workspaceId: string; group: Group | null; onClose: () => void };

/** A new group, or what one is called and who is in it. */
export function GroupDialog({ workspaceId, group, onClose }: Props) {
  const [members, setMembers] = useState<readonly string[]>(group?.userIds ?? []);
  const [deleting, setDeleting] = useState(false);
  const form = useForm({
    initial: {
      handle: group?.handle ?? "",
      displayName: group?.displayName ?? "",
      description: group?.description ?? "",
    },
    validate: ({ handle }): { handle?: string } =>
      /^[a-z0-9._-]{2,50}$/i.test(handle.trim()) ? {} : { handle: t("groups.fault.handle") },
    submit: async (words) => {
      if (!group) await groups.create(workspaceId, { ...words, userIds: [...members] });
      else {
        await groups.change(group, words);
        await groups.setMembers(group, members);
      }
      await refreshGroups(workspaceId);
      onClose();
      void toast(t("groups.saved", words.handle.trim().toLowerCase()));
    },
  });
  if (group && deleting) return <DeleteGroup group={group} onClose={onClose} />;
  return (
    <Dialog title={t(group ? "groups.edit" : "groups.new")} onClose={onClose}>
      <form {...form.form} className="flex min-h-0 flex-1 flex-col">
        <DialogBody className="flex flex-col gap-5">
          <FormFailure wait={form.wait}>{form.failure}</FormFailure>
          <TextField
            {...form.field("handle")}
            label={t("groups.handle")}
            hint={t("groups.handle.hint")}
            maxLength={50}
            autoCapitalize="none"
            autoFocus={!group}
          />
          <TextField {...form.field("displayName")} label={t("groups.name")} maxLength={80} />
          <TextField {...form.field("description")} label={t("groups.description")} maxLength={1000} />
          <MemberChoice workspaceId={workspaceId} chosen={members} onChange={setMembers} />
        </DialogBody>
        <DialogActions>
          {group && (
            <Button tone="quiet" onClick={() => setDeleting(true)} className="mr-auto -ml-3">
              {t("groups.delete")}
            </Button>
          )}
          <Button type="submit" busy={form.busy} disabled={form.wait > 0}>
            {t(group ? "action.save" : "groups.create")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

const DeleteGroup = ({ group, onClose }: { group: Group; onClose: () => void }) => (
  <ConfirmDialog
    danger
    title={t("groups.delete.confirm", group.handle)}
    text={t("groups.delete.text")}
    action={t("groups.delete")}
    onConfirm={async () => {
      await groups.remove(group);
      await refreshGroups(group.workspaceId);
      onClose();
      void toast(t("groups.deleted", group.handle));
    }}
    onClose={onClose}
  />
);
