import { AlarmClock, BookmarkX, Check, Clock, Undo2 } from "lucide-react";
import type { Saved } from "@/api/types";
import { IconButton, Menu, MenuItem, MenuSeparator } from "@/design/ui";
import { Entry } from "@/features/inbox";
import { t } from "@/lib/i18n/t";
import { reminderAt, reminderChoices } from "@/lib/reminders";
import { soonLabelOf } from "@/lib/soon";
import { useSaved } from "./useSaved";

/** One saved message: when one is to be reminded of it, and what can be done with it. */
export function SavedEntry({ item }: { item: Saved }) {
  const { message, isDone, remindAt } = item;
  const { change, remove } = useSaved(item);
  return (
    <Entry
      message={message}
      note={remindAt && !isDone && <Reminder at={remindAt} />}
      actions={
        <>
          <IconButton
            label={t(isDone ? "saved.reopen" : "saved.complete")}
            onClick={() => change.mutate({ isDone: !isDone })}
          >
            {isDone ? <Undo2 /> : <Check />}
          </IconButton>
          {!isDone && <RemindMenu hasReminder={remindAt !== null} onChoose={(at) => change.mutate({ remindAt: at })} />}
          <IconButton label={t("saved.remove")} onClick={() => remove.mutate()}>
            <BookmarkX />
          </IconButton>
        </>
      }
    />
  );
}

function Reminder({ at }: { at: string }) {
  const isDue = Date.parse(at) <= Date.now();
  const Icon = isDue ? AlarmClock : Clock;
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-full px-2 py-px font-[560] text-meta [&_svg]:size-3 ${isDue ? "bg-signal-soft text-signal" : "bg-accent-soft text-accent"}`}
    >
      <Icon aria-hidden="true" />
      {t(isDue ? "saved.due" : "saved.reminder", soonLabelOf(at))}
    </span>
  );
}

type RemindProps = { hasReminder: boolean; onChoose: (at: string | null) => void };

const RemindMenu = ({ hasReminder, onChoose }: RemindProps) => (
  <Menu
    align="end"
    trigger={
      <IconButton label={t("saved.remind")}>
        <AlarmClock />
      </IconButton>
    }
  >
    {reminderChoices.map((choice) => (
      <MenuItem key={choice} onSelect={() => onChoose(reminderAt(choice).toISOString())}>
        {t(`saved.remind.${choice}`)}
      </MenuItem>
    ))}
    {hasReminder && (
      <>
        <MenuSeparator />
        <MenuItem onSelect={() => onChoose(null)}>{t("saved.remind.none")}</MenuItem>
      </>
    )}
  </Menu>
);
