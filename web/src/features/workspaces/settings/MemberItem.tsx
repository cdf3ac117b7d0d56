import { useMutation } from "@tanstack/react-query";
import { UserMinus } from "lucide-react";
import { useState } from "react";
import { workspaces } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { refreshMemberships } from "@/api/memberships";
import { queryClient } from "@/api/query";
import { useOwnUser } from "@/api/session";
import type { Member, Membership, WorkspaceRole } from "@/api/types";
import { Avatar, IconButton, toast, toastError } from "@/design/ui";
import { ConfirmDialog } from "@/design/ui/ConfirmDialog";
import { InlineSelect } from "@/design/ui/InlineSelect";
import { announce } from "@/lib/a11y/live";
import { nameOf } from "@/lib/channel";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { canRemoveFromWorkspace, workspaceRolesFor } from "@/lib/rights";
import { dateOf } from "@/lib/time";
import { usePresence } from "@/realtime";

type Props = { workspace: Membership; member: Member };
type Asked = { kind: "remove" } | { kind: "role"; role: WorkspaceRole };

/** A member with their role, which can be changed here where the server would let one. */
export function MemberItem({ workspace, member }: Props) {
  const { user, joinedAt, email } = member;
  const role = member.role as WorkspaceRole;
  const isMe = user.id === useOwnUser().id;
  const [asked, setAsked] = useState<Asked | null>(null);
  const change = useRoleChange(workspace, member, isMe);
  const options = workspace.isArchived ? [role] : workspaceRolesFor(workspace.role, role);
  const choose = (wanted: WorkspaceRole) => {
    const isGrave = wanted === "owner" || (isMe && role === "owner");
    if (isGrave) setAsked({ kind: "role", role: wanted });
    else change.mutate(wanted, { onError: (error) => void toastError(errorText(error)) });
  };
  return (
    <li className="flex min-h-16 items-center gap-3 py-2">
      <Avatar user={user} size={36} presence={usePresence(workspace.id, user.id)?.presence} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-[640] text-ui">
          {nameOf(user)}
          {isMe && <span className="font-[450] text-ink-3"> {t("members.you")}</span>}
        </p>
        <p className="truncate text-ink-3 text-small">
          {t("account.handle", user.username)}
          {email && ` · ${email}`}
        </p>
      </div>
      <p className="flex-none text-ink-3 text-meta tabular-nums max-desk:hidden">
        {t("people.joined", dateOf(joinedAt))}
      </p>
      <div className="flex w-[124px] flex-none justify-end">
        {options.length > 1 ? (
          <InlineSelect
            quiet
            label={t("role.of", nameOf(user))}
            value={role}
            disabled={change.isPending}
            onChange={choose}
            options={options.map((value) => ({ value, label: t(`role.${value}`) }))}
          />
        ) : (
          <RoleBadge role={role} />
        )}
      </div>
      <div className="flex w-8 flex-none justify-end max-desk:w-11">
        {!isMe && !workspace.isArchived && canRemoveFromWorkspace(workspace.role, role) && (
          <IconButton label={t("members.removeNamed", nameOf(user))} onClick={() => setAsked({ kind: "remove" })}>
            <UserMinus />
          </IconButton>
        )}
      </div>
      {asked && (
        <Ask
          {...asked}
          workspaceId={workspace.id}
          member={member}
          isMe={isMe}
          onRole={change.mutateAsync}
          onClose={() => setAsked(null)}
        />
      )}
    </li>
  );
}

const RoleBadge = ({ role }: { role: WorkspaceRole }) =>
  role === "member" ? (
    <span className="px-2.5 text-ink-3 text-small">{t("role.member")}</span>
  ) : (
    <span className="mr-2 rounded-full bg-sink px-2.5 py-0.5 font-[560] text-ink-2 text-meta">{t(`role.${role}`)}</span>
  );

type AskProps = {
  kind: Asked["kind"];
  role?: WorkspaceRole;
  workspaceId: string;
  member: Member;
  isMe: boolean;
  onRole: (role: WorkspaceRole) => Promise<unknown>;
  onClose: () => void;
};

/** What has consequences is asked once more. */
function Ask({ kind, role, workspaceId, member: { user }, isMe, onRole, onClose }: AskProps) {
  const name = nameOf(user);
  if (kind === "remove") {
    return (
      <ConfirmDialog
        danger
        title={t("people.remove.confirm", name)}
        text={t("people.remove.text", name)}
        action={t("people.remove")}
        onConfirm={async () => {
          await workspaces.removeMember(workspaceId, user.id);
          onClose();
          void toast(t("people.removed", name));
          await refreshList(workspaceId);
        }}
        onClose={onClose}
      />
    );
  }
  const words = isMe ? "people.stepDown" : "people.owner";
  return (
    <ConfirmDialog
      danger
      title={isMe ? t("people.stepDown.confirm") : t("people.owner.confirm", name)}
      text={t(`${words}.text`)}
      action={t(`${words}.action`)}
      onConfirm={async () => {
        await onRole(role as WorkspaceRole);
        onClose();
      }}
      onClose={onClose}
    />
  );
}

function useRoleChange(workspace: Membership, { user }: Member, isMe: boolean) {
  return useMutation({
    mutationFn: (role: WorkspaceRole) => workspaces.changeRole(workspace.id, user.id, role),
    onSuccess: (member) => {
      announce(t("role.changed", nameOf(user), t(`role.${member.role as WorkspaceRole}`)));
      return Promise.all([refreshList(workspace.id), isMe && refreshMemberships()]);
    },
  });
}

const refreshList = (workspaceId: string) =>
  queryClient.invalidateQueries({ queryKey: keys.workspaceMembers(workspaceId).slice(0, 2) });
