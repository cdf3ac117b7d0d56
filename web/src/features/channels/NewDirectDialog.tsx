import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { channels } from "@/api/endpoints";
import { putChannel } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import type { Author } from "@/api/types";
import { Avatar, Dialog, DialogBody } from "@/design/ui";
import { FormFailure } from "@/features/auth";
import { nameOf } from "@/lib/channel";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { PeoplePicker } from "./PeoplePicker";

type Props = { workspaceId: string; onClose: () => void };

/** Chooses a person and opens the direct conversation with them: the one there is, or a new one. */
export default function NewDirectDialog({ workspaceId, onClose }: Props) {
  const me = useOwnUser();
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: (person: Author) => channels.create(workspaceId, { type: "direct", memberIds: [person.id] }),
    onSuccess: (channel) => {
      putChannel(channel);
      onClose();
      return navigate({ to: "/w/$workspaceId/c/$channelId", params: { workspaceId, channelId: channel.id } });
    },
  });
  return (
    <Dialog title={t("direct.title")} description={t("direct.text")} onClose={onClose}>
      <DialogBody className="flex min-h-72 flex-col gap-2">
        <FormFailure>{start.error && errorText(start.error)}</FormFailure>
        <PeoplePicker workspaceId={workspaceId} without={[me.id]}>
          {(person) => (
            <button
              type="button"
              disabled={start.isPending}
              onClick={() => start.mutate(person)}
              className="flex min-h-12 w-full items-center gap-3 rounded-md px-2 text-left transition-colors duration-90 hover:bg-row-hover"
            >
              <Avatar user={person} size={32} />
              <span className="truncate text-ui font-[600]">{nameOf(person)}</span>
              <span className="truncate text-small text-ink-3">{t("account.handle", person.username)}</span>
            </button>
          )}
        </PeoplePicker>
      </DialogBody>
    </Dialog>
  );
}
