import { useMutation } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { channels } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { refreshChannel, useChannel } from "@/api/memberships";
import { usePages } from "@/api/pages";
import { useOwnUser } from "@/api/session";
import type { Channel, Member } from "@/api/types";
import { Avatar, Button, Dialog, DialogBody, toastError } from "@/design/ui";
import { PagedList } from "@/design/ui/PagedList";
import { nameOf } from "@/lib/channel";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { AddPeople } from "./AddPeople";
import { canAddMembers, canManageMembers } from "./rights";

type Props = { workspaceId: string; channelId: string; onClose: () => void };

export default function MembersDialog({ workspaceId, channelId, onClose }: Props) {
  const channel = useChannel(workspaceId, channelId);
  const [adding, setAdding] = useState(false);
  const list = usePages(keys.channelMembers(channelId, channel?.memberCount ?? 0), (cursor) =>
    channels.members(workspaceId, channelId, { cursor }),
  );
  if (!channel) return null;
  const title = t("members.of", channel.displayName || channel.name);
  return (
    <Dialog title={title} description={t("members.count", channel.memberCount)} onClose={onClose}>
      <DialogBody className="min-h-72">
        {adding ? (
          <AddPeople channel={channel} members={list.data ?? []} onDone={() => setAdding(false)} />
        ) : (
          <>
            {canAddMembers(channel) && (
              <Button tone="plain" onClick={() => setAdding(true)} className="mb-2 [&_svg]:size-4">
                <UserPlus aria-hidden="true" />
                {t("members.add")}
              </Button>
            )}
            <PagedList list={list} empty={t("members.count", 0)}>
              {(member) => <MemberItem key={member.user.id} channel={channel} member={member} />}
            </PagedList>
          </>
        )}
      </DialogBody>
    </Dialog>
  );
}

function MemberItem({ channel, member: { user, role } }: { channel: Channel; member: Member }) {
  const me = useOwnUser();
  const remove = useMutation({
    mutationFn: () => channels.removeMember(channel.workspaceId, channel.id, user.id),
    onSuccess: () => refreshChannel(channel),
    onError: (error) => void toastError(errorText(error)),
  });
  const isRemovable = canManageMembers(channel) && user.id !== me.id && role !== "owner";
  return (
    <li className="flex min-h-14 items-center gap-3 py-2">
      <Avatar user={user} size={32} />
      <div className="min-w-0 flex-1">
        <p className="truncate text-ui font-[640]">
          {nameOf(user)}
          {user.id === me.id && <span className="font-[450] text-ink-3"> {t("members.you")}</span>}
        </p>
        <p className="truncate text-small text-ink-3">{t("account.handle", user.username)}</p>
      </div>
      {(role === "owner" || role === "admin") && <span className="text-small text-ink-3">{t(`role.${role}`)}</span>}
      {isRemovable && (
        <Button
          tone="quiet"
          busy={remove.isPending}
          onClick={() => remove.mutate()}
          aria-label={t("members.removeNamed", nameOf(user))}
        >
          {t("action.remove")}
        </Button>
      )}
    </li>
  );
}
