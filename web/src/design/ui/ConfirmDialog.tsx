import "@/lib/i18n/en/later/manage";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { Button } from "./Button";
import { Dialog, DialogActions, DialogBody } from "./Dialog";
import { TextField } from "./Field";

type Props = {
  title: string;
  /** What will have happened afterwards. */
  text: string;
  action: string;
  /** What cannot be taken back: the button is red. */
  danger?: boolean;
  /** Has to be typed before the button works: for what cannot be taken back at all. */
  typed?: string;
  onConfirm: () => Promise<unknown>;
  /** What a refusal means here, where the usual words do not say enough. */
  explain?: (error: Error) => string;
  onClose: () => void;
  children?: ReactNode;
};

/** Asks once more. What the server refuses is said in the dialog, which stays open. */
export function ConfirmDialog({ title, text, action, danger, typed, onConfirm, onClose, ...rest }: Props) {
  const { explain = errorText, children } = rest;
  const [answer, setAnswer] = useState("");
  const confirm = useMutation({ mutationFn: onConfirm });
  const isReady = typed === undefined || answer.trim() === typed;
  const submit = () => {
    if (isReady && !confirm.isPending) confirm.mutate();
  };
  return (
    <Dialog title={title} description={text} width="narrow" onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        className="contents"
      >
        {(typed !== undefined || confirm.error || children) && (
          <DialogBody className="flex flex-col gap-4">
            {children}
            {confirm.error && (
              <p role="alert" className="rounded-chip bg-signal-soft px-3.5 py-2.5 text-signal text-small">
                {explain(confirm.error)}
              </p>
            )}
            {typed !== undefined && (
              <TextField
                label={t("confirm.type", typed)}
                value={answer}
                onChange={setAnswer}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
              />
            )}
          </DialogBody>
        )}
        <DialogActions onCancel={onClose}>
          <Button type="submit" tone={danger ? "danger" : "primary"} busy={confirm.isPending} disabled={!isReady}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
