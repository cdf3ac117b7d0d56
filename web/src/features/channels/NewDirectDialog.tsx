import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useState } from "react";
import { channels } from "@/api/endpoints";
import { putChannel } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import type { User } from "@/api/types";
import { Avatar, Button, Dialog, DialogActions, DialogBody } from "@/design/ui";
import { FormFailure } from "@/features/auth";
import { nameOf } from "@/lib/channel";
import { cx } from "@/lib/cx";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { PeoplePicker } from "./PeoplePicker";

type Props = { workspaceId: string; onClose: () => void };

/** Chooses one or several people and opens the direct conversation with them, the old one if there is one. */
export default function NewDirectDialog({ workspaceId, onClose }: Props) {
  const me = useOwnUser();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<User[]>([]);
  const start = useMutation({
    mutationFn: () => channels.create(workspaceId, { type: "direct", memberIds: chosen.map(({ id }) => id) }),
    onSuccess: (channel) => {
      putChannel(channel);
      onClose();
      return navigate({ to: "/w/$workspaceId/c/$channelId", params: { workspaceId, channelId: channel.id } });
    },
  });
  const isChosen = (user: User) => chosen.some(({ id }) => id === user.id);
  const toggle = (user: User) =>
    setChosen((now) => (isChosen(user) ? now.filter(({ id }) => id !== user.id) : [...now, user]));

  return (
    <Dialog title={t("direct.title")} description={t("direct.text")} onClose={onClose}>
      {chosen.length > 0 && (
        <ul aria-label={t("direct.chosen")} className="flex flex-none flex-wrap gap-1.5 px-6 pb-3 max-desk:px-4">
          {chosen.map((user) => (
            <li key={user.id}>
              <button
                type="button"
                aria-label={t("direct.unchoose", nameOf(user))}
                onClick={() => toggle(user)}
                className="flex h-8 items-center gap-1.5 rounded-full bg-accent-soft pr-2 pl-1 text-small font-[560] text-accent max-desk:h-11 [&_svg]:size-3.5"
              >
                <Avatar user={user} size={22} />
                {nameOf(user)}
                <X aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <DialogBody className="min-h-72">
        <PeoplePicker workspaceId={workspaceId} without={[me.id]}>
          {(user) => (
            <button
              type="button"
              aria-pressed={isChosen(user)}
              onClick={() => toggle(user)}
              className={cx(
                "flex w-full items-center gap-3 rounded-md px-2 py-2 text-left transition-colors duration-90 hover:bg-row-hover",
                isChosen(user) && "bg-accent-soft hover:bg-accent-soft",
              )}
            >
              <Avatar user={user} size={32} />
              <span className="truncate text-ui font-[600]">{nameOf(user)}</span>
              <span className="truncate text-small text-ink-3">{t("account.handle", user.username)}</span>
            </button>
          )}
        </PeoplePicker>
        <FormFailure>{start.error && errorText(start.error)}</FormFailure>
      </DialogBody>
      <DialogActions>
        <Button tone="quiet" onClick={onClose}>
          {t("action.cancel")}
        </Button>
        <Button disabled={chosen.length === 0} busy={start.isPending} onClick={() => start.mutate()}>
          {t("direct.start")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
