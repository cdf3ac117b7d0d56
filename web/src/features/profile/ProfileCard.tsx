import { useMutation } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { AtSign, Clock, MessageSquare, Pencil } from "lucide-react";
import { channels } from "@/api/endpoints";
import { useGroups } from "@/api/groups";
import { putChannel } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import type { Author } from "@/api/types";
import { Button, Skeleton, toastError } from "@/design/ui";
import { AnchoredCard } from "@/design/ui/AnchoredCard";
import { nameOf } from "@/lib/channel";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { timeIn } from "@/lib/time";
import { wish } from "@/lib/wishes";
import { usePresence } from "@/realtime";
import { apartText } from "./local-time";
import { PersonFace } from "./PersonFace";
import { usePerson } from "./usePerson";

type Props = { user: Author; anchor: HTMLElement; onClose: () => void };

/** Who somebody is, beside the name that was clicked. */
export const ProfileCard = (props: Props) => (
  <AnchoredCard label={t("person.card", nameOf(props.user))} anchor={props.anchor} onClose={props.onClose}>
    <Card {...props} />
  </AnchoredCard>
);

function Card({ user, anchor, onClose }: Props) {
  const me = useOwnUser();
  const isMe = user.id === me.id;
  const { data, error } = usePerson(user.id);
  const person = isMe ? me : data;
  const { workspaceId } = useParams({ strict: false });
  const heard = usePresence(workspaceId, user.id);
  const being = isMe ? { presence: me.presence, status: me.status } : heard;
  const groups = useGroups(workspaceId ?? "", workspaceId !== undefined).filter(({ userIds }) =>
    userIds.includes(user.id),
  );
  const time = person?.timeZone ? timeIn(person.timeZone, new Date()) : null;
  return (
    <>
      <PersonFace workspaceId={workspaceId} person={person ?? { ...user, title: "", bio: "" }} being={being} />
      <div className="flex flex-col gap-4 px-5 pb-5">
        {!person && !error && <Skeleton className="h-4 w-40" />}
        {error && !person && (
          <p role="alert" className="text-small text-ink-2">
            {t("person.failed")}
          </p>
        )}
        {time && (
          <p className="flex items-center gap-2 text-small text-ink-2 [&_svg]:size-4 [&_svg]:text-ink-3">
            <Clock aria-hidden="true" />
            {t("person.localTime", time, isMe ? "" : apartText(person?.timeZone ?? ""))}
          </p>
        )}
        {groups.length > 0 && (
          <ul aria-label={t("person.groups")} className="flex flex-wrap gap-1.5">
            {groups.map(({ id, handle }) => (
              <li key={id} className="rounded-full bg-sink px-2.5 py-0.5 text-ink-2 text-meta">
                {t("account.handle", handle)}
              </li>
            ))}
          </ul>
        )}
        {person?.isDeactivated && <p className="text-small text-ink-3">{t("person.deactivated")}</p>}
        <div className="flex gap-2">
          {isMe ? <EditButton onClose={onClose} /> : <MessageButton user={user} onClose={onClose} />}
          {!isMe && <MentionButton user={user} anchor={anchor} onClose={onClose} />}
        </div>
      </div>
    </>
  );
}

function EditButton({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const edit = () => {
    onClose();
    void navigate({ to: "/settings/$section", params: { section: "profile" } });
  };
  return (
    <Button tone="plain" onClick={edit} className="flex-1 [&_svg]:size-4">
      <Pencil aria-hidden="true" />
      {t("person.edit")}
    </Button>
  );
}

/** Opens the direct conversation with them in the workspace on the screen: the one there is, or a new one. */
function MessageButton({ user, onClose }: Omit<Props, "anchor">) {
  const { workspaceId } = useParams({ strict: false });
  const navigate = useNavigate();
  const open = useMutation({
    mutationFn: (id: string) => channels.create(id, { type: "direct", memberIds: [user.id] }),
    onSuccess: (channel) => {
      putChannel(channel);
      onClose();
      const params = { workspaceId: channel.workspaceId, channelId: channel.id };
      return navigate({ to: "/w/$workspaceId/c/$channelId", params });
    },
    onError: (error) => void toastError(errorText(error)),
  });
  if (!workspaceId) return null;
  return (
    <Button busy={open.isPending} onClick={() => open.mutate(workspaceId)} className="flex-1 [&_svg]:size-4">
      <MessageSquare aria-hidden="true" />
      {t("person.message")}
    </Button>
  );
}

/** Writes their name into the composer on the screen, where there is one. */
function MentionButton({ user, anchor, onClose }: Props) {
  // That of the thread in which the name was clicked, or that of the channel.
  const composer = (anchor.closest("[data-region=thread]") ?? document).querySelector("textarea[data-draft]");
  if (!composer) return null;
  const mention = () => {
    onClose();
    wish("mention", { composer, username: user.username });
  };
  return (
    <Button tone="plain" onClick={mention} className="flex-1 [&_svg]:size-4">
      <AtSign aria-hidden="true" />
      {t("person.mention")}
    </Button>
  );
}
