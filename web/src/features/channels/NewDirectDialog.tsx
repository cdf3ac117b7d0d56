import "@/lib/i18n/en/later/manage";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useState } from "react";
import { channels } from "@/api/endpoints";
import { putChannel } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import type { Author } from "@/api/types";
import { Avatar, Button, Dialog, DialogActions, DialogBody } from "@/design/ui";
import { FormFailure } from "@/features/auth";
import { announce } from "@/lib/a11y/live";
import { nameOf } from "@/lib/channel";
import { cx } from "@/lib/cx";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { PeoplePicker } from "./PeoplePicker";

type Props = { workspaceId: string; onClose: () => void };

/** As many others as a group can have. */
const most = 8;

/** Chooses people and opens the conversation with just them: the one there is, or a new one. */
export default function NewDirectDialog({ workspaceId, onClose }: Props) {
  const me = useOwnUser();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<Author[]>([]);
  const start = useMutation({
    mutationFn: () => {
      const memberIds = chosen.map(({ id }) => id);
      return channels.create(workspaceId, { type: chosen.length > 1 ? "group" : "direct", memberIds });
    },
    onSuccess: (channel) => {
      putChannel(channel);
      onClose();
      return navigate({ to: "/w/$workspaceId/c/$channelId", params: { workspaceId, channelId: channel.id } });
    },
  });
  const isChosen = ({ id }: Author) => chosen.some((each) => each.id === id);
  const toggle = (person: Author) => {
    if (isChosen(person)) return setChosen(chosen.filter(({ id }) => id !== person.id));
    if (chosen.length === most) return announce(t("direct.full", most), "assertive");
    setChosen([...chosen, person]);
  };
  return (
    <Dialog title={t("direct.title")} description={t("direct.choose", most)} onClose={onClose}>
      <DialogBody className="flex min-h-80 flex-col gap-3">
        <FormFailure>{start.error && errorText(start.error)}</FormFailure>
        <Chosen people={chosen} onRemove={toggle} />
        <div>
          <PeoplePicker workspaceId={workspaceId} without={[me.id]}>
            {(person) => (
              <Option
                person={person}
                isChosen={isChosen(person)}
                isFull={chosen.length === most}
                onToggle={() => toggle(person)}
              />
            )}
          </PeoplePicker>
        </div>
      </DialogBody>
      <div className="border-line border-t pt-4">
        <DialogActions>
          <Button disabled={chosen.length === 0} busy={start.isPending} onClick={() => start.mutate()}>
            {t("direct.start")}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}

type OptionProps = { person: Author; isChosen: boolean; isFull: boolean; onToggle: () => void };

const Option = ({ person, isChosen, isFull, onToggle }: OptionProps) => (
  <label
    className={cx(
      "flex min-h-12 w-full cursor-pointer items-center gap-3 rounded-md px-2 transition-colors duration-90 has-focus-visible:outline-2 has-focus-visible:outline-accent",
      isChosen ? "bg-accent-soft" : "hover:bg-row-hover",
    )}
  >
    <Avatar user={person} size={32} />
    <span className="truncate font-[600] text-ui">{nameOf(person)}</span>
    <span className="truncate text-ink-3 text-small">{t("account.handle", person.username)}</span>
    <input
      type="checkbox"
      aria-label={nameOf(person)}
      checked={isChosen}
      disabled={isFull && !isChosen}
      onChange={onToggle}
      className="ml-auto size-4 flex-none accent-accent outline-none"
    />
  </label>
);

type ChosenProps = { people: Author[]; onRemove: (person: Author) => void };

function Chosen({ people, onRemove }: ChosenProps) {
  if (people.length === 0) return null;
  return (
    <ul aria-label={t("direct.chosen")} className="flex flex-wrap gap-1.5">
      {people.map((person) => (
        <li key={person.id}>
          <button
            type="button"
            aria-label={t("direct.unchoose", nameOf(person))}
            onClick={() => onRemove(person)}
            className="flex h-8 items-center gap-1.5 rounded-full bg-accent-soft pr-2.5 pl-1.5 font-[560] text-small transition-shadow duration-90 hover:shadow-[inset_0_0_0_1px_var(--accent-line)] max-desk:h-11 [&_svg]:size-3.5 [&_svg]:text-ink-3"
          >
            <Avatar user={person} size={20} />
            {nameOf(person)}
            <X aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}
