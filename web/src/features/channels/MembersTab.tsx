import { useMutation } from "@tanstack/react-query";
import { UserMinus, UserPlus } from "lucide-react";
import { useState } from "react";
import { channels } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { refreshChannel } from "@/api/memberships";
import { usePages } from "@/api/pages";
import { queryClient } from "@/api/query";
import { useOwnUser } from "@/api/session";
import type { Channel, ChannelRole, Member, Workspace } from "@/api/types";
import { Avatar, Button, IconButton, toastError } from "@/design/ui";
import { InlineSelect } from "@/design/ui/InlineSelect";
import { PagedList } from "@/design/ui/PagedList";
import { GuestChip } from "@/features/profile";
import { announce } from "@/lib/a11y/live";
import { nameOf } from "@/lib/channel";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { canAddToChannel, canRemoveFromChannel, channelRolesFor } from "@/lib/rights";
import { AddPeople } from "./AddPeople";

type Props = { channel: Channel; workspace: Workspace };

/** Who is in the channel, what each may do there, and the way to add others. */
export function MembersTab({ channel, workspace }: Props) {
  const [adding, setAdding] = useState(false);
  const list = usePages(keys.channelMembers(channel.id, channel.memberCount), (cursor) =>
    channels.members(channel.workspaceId, channel.id, { cursor }),
  );
  if (adding) return <AddPeople channel={channel} members={list.data ?? []} onDone={() => setAdding(false)} />;
  return (
    <>
      {canAddToChannel(channel, workspace) && (
        <Button tone="plain" onClick={() => setAdding(true)} className="mb-2 [&_svg]:size-4">
          <UserPlus aria-hidden="true" />
          {t("members.add")}
        </Button>
      )}
      <PagedList list={list} empty={t("members.count", 0)}>
        {(member) => <MemberItem key={member.user.id} channel={channel} workspace={workspace} member={member} />}
      </PagedList>
    </>
  );
}

function MemberItem({ channel, workspace, member: { user, role } }: Props & { member: Member }) {
  const me = useOwnUser();
  const isMe = user.id === me.id;
  const theirs = role as ChannelRole;
  const options = channelRolesFor(channel, workspace, theirs);
  const { change, remove } = useMemberCalls(channel, user.id, nameOf(user));
  return (
    <li className="flex min-h-14 items-center gap-3 py-2">
      <Avatar user={user} size={32} />
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-2">
          <p className="truncate font-[640] text-ui">
            {nameOf(user)}
            {isMe && <span className="font-[450] text-ink-3"> {t("members.you")}</span>}
          </p>
          <GuestChip workspaceId={workspace.id} userId={user.id} />
        </div>
        <p className="truncate text-ink-3 text-small">{t("account.handle", user.username)}</p>
      </div>
      {options.length > 1 ? (
        <InlineSelect
          quiet
          label={t("role.of", nameOf(user))}
          value={theirs}
          disabled={change.isPending}
          onChange={(next) => change.mutate(next)}
          options={options.map((value) => ({ value, label: roleLabel(value) }))}
        />
      ) : (
        <span className="px-2.5 text-ink-3 text-small">{theirs !== "member" && roleLabel(theirs)}</span>
      )}
      {!isMe && canRemoveFromChannel(channel, workspace, theirs) && (
        <IconButton
          label={t("members.removeNamed", nameOf(user))}
          disabled={remove.isPending}
          onClick={() => remove.mutate()}
        >
          <UserMinus />
        </IconButton>
      )}
    </li>
  );
}

const roleLabel = (role: ChannelRole) => (role === "" ? "" : t(`role.${role}`));

function useMemberCalls(channel: Channel, userId: string, name: string) {
  const { workspaceId, id } = channel;
  const onError = (error: Error) => void toastError(errorText(error));
  const refreshList = () => queryClient.invalidateQueries({ queryKey: ["channel-members", id] });
  const change = useMutation({
    mutationFn: (role: ChannelRole) => channels.changeRole(workspaceId, id, userId, role),
    onSuccess: (member) => {
      announce(t("role.changed", name, roleLabel(member.role as ChannelRole)));
      return refreshList();
    },
    onError,
  });
  const remove = useMutation({
    mutationFn: () => channels.removeMember(workspaceId, id, userId),
    onSuccess: () => Promise.all([refreshChannel(channel), refreshList()]),
    onError,
  });
  return { change, remove };
}
