import { type FormEvent, useState } from "react";
import type { Message } from "@/api/types";
import { Button, Dialog, DialogActions, DialogBody, TextField } from "@/design/ui";
import { t } from "@/lib/i18n/t";
import { save } from "./acts";
import { choicesOf, localOf } from "./remind";

type Props = { message: Message; onClose: () => void };

/** Saves a message, and brings it back at a time. */
export default function RemindDialog({ message, onClose }: Props) {
  const [now] = useState(() => new Date());
  const [own, setOwn] = useState(() => localOf(new Date(now.getTime() + 24 * 3_600_000)));
  const ownAt = new Date(own);
  const isPossible = ownAt.getTime() > Date.now();
  const remind = (at: Date) => {
    onClose();
    save(message, true, at.toISOString());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isPossible) remind(ownAt);
  };
  return (
    <Dialog title={t("remind.title")} description={t("remind.text")} width="narrow" onClose={onClose}>
      <form onSubmit={submit} className="contents">
        <DialogBody className="flex flex-col gap-1">
          {choicesOf(now).map(({ key, at, when }) => (
            <button
              key={key}
              type="button"
              onClick={() => remind(at)}
              className="-mx-2.5 flex min-h-10 items-center justify-between gap-3 rounded-md px-2.5 text-left text-ui hover:bg-row-hover max-desk:min-h-11"
            >
              <span>{t(key)}</span>
              <span className="text-ink-3 text-small tabular-nums">{when}</span>
            </button>
          ))}
          <div className="mt-3 border-line border-t pt-4">
            <TextField label={t("remind.own")} type="datetime-local" value={own} onChange={setOwn} />
          </div>
        </DialogBody>
        <DialogActions onCancel={onClose}>
          <Button type="submit" disabled={!isPossible}>
            {t("remind.set")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
