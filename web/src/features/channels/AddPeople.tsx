import { useMutation } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { channels } from "@/api/endpoints";
import { refreshChannel } from "@/api/memberships";
import type { Author, Channel, Member } from "@/api/types";
import { Avatar, Button, toastError } from "@/design/ui";
import { announce } from "@/lib/a11y/live";
import { nameOf } from "@/lib/channel";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { PeoplePicker } from "./PeoplePicker";

type Props = { channel: Channel; members: Member[]; onDone: () => void };

/** People of the workspace who are not in the channel yet, each with a button that adds them. */
export const AddPeople = ({ channel, members, onDone }: Props) => (
  <>
    <Button tone="quiet" onClick={onDone} className="mb-2 -ml-2 [&_svg]:size-4">
      <ArrowLeft aria-hidden="true" />
      {t("members.back")}
    </Button>
    <PeoplePicker workspaceId={channel.workspaceId} without={members.map(({ user }) => user.id)}>
      {(user) => <Candidate user={user} channel={channel} />}
    </PeoplePicker>
  </>
);

function Candidate({ user, channel }: { user: Author; channel: Channel }) {
  const add = useMutation({
    mutationFn: () => channels.addMember(channel.workspaceId, channel.id, user.id),
    onSuccess: () => {
      announce(t("members.added", nameOf(user)));
      return refreshChannel(channel);
    },
    onError: (error) => void toastError(errorText(error)),
  });
  return (
    <div className="flex items-center gap-3 py-1.5">
      <Avatar user={user} size={32} />
      <div className="min-w-0 flex-1">
        <p className="truncate text-ui font-[640]">{nameOf(user)}</p>
        <p className="truncate text-small text-ink-3">{t("account.handle", user.username)}</p>
      </div>
      <Button
        tone="plain"
        busy={add.isPending}
        onClick={() => add.mutate()}
        aria-label={t("members.addNamed", nameOf(user))}
      >
        {t("action.add")}
      </Button>
    </div>
  );
}
