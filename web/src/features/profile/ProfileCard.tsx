import { useMutation } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Clock, MessageSquare, Pencil } from "lucide-react";
import { Popover } from "radix-ui";
import { channels } from "@/api/endpoints";
import { useGroups } from "@/api/groups";
import { putChannel } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import type { Author } from "@/api/types";
import { Button, Skeleton, toastError } from "@/design/ui";
import { nameOf } from "@/lib/channel";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { timeIn } from "@/lib/time";
import { useIsNarrow } from "@/lib/useMedia";
import { usePresence } from "@/realtime";
import { apartText } from "./local-time";
import { PersonFace } from "./PersonFace";
import { usePerson } from "./usePerson";

type Props = { user: Author; anchor: HTMLElement; onClose: () => void };

/** Who somebody is, beside the name that was clicked. The focus goes back there. */
export function ProfileCard({ user, anchor, onClose }: Props) {
  const isNarrow = useIsNarrow();
  return (
    <Popover.Root open onOpenChange={(open) => open || onClose()}>
      <Popover.Anchor virtualRef={{ current: anchor }} />
      <Popover.Portal>
        <Popover.Content
          aria-label={t("person.card", nameOf(user))}
          side={isNarrow ? "bottom" : "right"}
          align="start"
          sideOffset={10}
          collisionPadding={12}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            (anchor.closest<HTMLElement>("[data-row]") ?? anchor).focus({ preventScroll: true });
          }}
          className="z-40 w-[min(320px,calc(100vw-24px))] animate-appear overflow-hidden rounded-xl bg-sheet shadow-float outline-none [--surface:var(--sheet)] dark:bg-raised dark:[--surface:var(--raised)]"
        >
          <Card user={user} onClose={onClose} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Card({ user, onClose }: Omit<Props, "anchor">) {
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
      <PersonFace person={person ?? { ...user, title: "", bio: "" }} being={being} />
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
        {isMe ? <EditButton onClose={onClose} /> : <MessageButton user={user} onClose={onClose} />}
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
    <Button tone="plain" onClick={edit} className="w-full [&_svg]:size-4">
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
    <Button busy={open.isPending} onClick={() => open.mutate(workspaceId)} className="w-full [&_svg]:size-4">
      <MessageSquare aria-hidden="true" />
      {t("person.message")}
    </Button>
  );
}
