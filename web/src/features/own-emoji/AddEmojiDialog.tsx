import "@/lib/i18n/en/later/emoji";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { useCustomEmoji } from "@/api/emoji";
import { Button, Dialog, DialogActions, DialogBody, TextField, toast } from "@/design/ui";
import { FormFailure } from "@/features/auth";
import { loadEmoji, shortcodeToEmoji } from "@/features/emoji";
import { t } from "@/lib/i18n/t";
import { useForm } from "@/lib/useForm";
import { useObjectUrl } from "@/lib/useObjectUrl";
import { addEmoji } from "./calls";
import { InUse } from "./InUse";
import { isName, nameOfFile, tidyName } from "./name";
import { PictureField } from "./PictureField";
import { faultOf, madeToFit, refusalOf } from "./picture";

type Props = { workspaceId: string; name?: string | undefined; onClose: () => void };

/** A picture and a name, which make an emoji for everybody in the workspace. */
export default function AddEmojiDialog({ workspaceId, name = "", onClose }: Props) {
  const [file, setFile] = useState<File | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const url = useObjectUrl(file);
  const form = useForm({
    initial: { name: tidyName(name) },
    validate: useNameFault(workspaceId),
    submit: async (words) => {
      if (!file) return setFault(t("emoji.own.fault.none"));
      try {
        await addEmoji(workspaceId, words.name, file);
      } catch (error) {
        const refusal = refusalOf(error);
        if (!refusal) throw error;
        return setFault(refusal);
      }
      onClose();
      void toast(t("emoji.own.added", words.name));
    },
    fieldOf: { name_taken: "name" },
  });
  const latest = useRef<File>(undefined);
  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    latest.current = chosen;
    const found = faultOf(chosen);
    if (!found && !form.values.name) form.set("name", nameOfFile(chosen.name));
    const fitting = found ?? (await madeToFit(chosen));
    if (latest.current !== chosen) return;
    const isFault = typeof fitting === "string";
    setFault(isFault ? fitting : null);
    setFile(isFault ? null : fitting);
  };
  const over = (is: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(is);
  };
  const field = form.field("name");
  return (
    <Dialog title={t("emoji.own.add")} description={t("emoji.own.add.text")} onClose={onClose}>
      <form
        {...form.form}
        onDragOver={over(true)}
        onDragLeave={over(false)}
        onDrop={(event) => {
          over(false)(event);
          void take(event.dataTransfer.files[0]);
        }}
        className="flex min-h-0 flex-1 flex-col"
      >
        <DialogBody className="flex flex-col gap-5">
          <FormFailure wait={form.wait}>{form.failure}</FormFailure>
          <PictureField url={url} isOver={isOver} fault={fault} onTake={(chosen) => void take(chosen)} />
          <TextField
            {...field}
            onChange={(text) => field.onChange(tidyName(text))}
            label={t("emoji.own.name")}
            hint={t("emoji.own.name.hint")}
            lead=":"
            trail={<span className="text-ink-3">:</span>}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
          />
          {url && <InUse url={url} name={form.values.name} />}
        </DialogBody>
        <DialogActions onCancel={onClose}>
          <Button type="submit" busy={form.busy} disabled={form.wait > 0}>
            {t("emoji.own.add")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** What is wrong with a name: that of another emoji, of the workspace or of all the world, would hide one of them. */
function useNameFault(workspaceId: string) {
  const own = useCustomEmoji(workspaceId);
  const [, setLoaded] = useState(false);
  useEffect(() => {
    loadEmoji().then(
      () => setLoaded(true),
      () => {},
    );
  }, []);
  return ({ name }: { name: string }): { name?: string } => {
    if (!isName(name)) return { name: t("emoji.own.fault.name") };
    const isTaken = own.some((one) => one.name === name) || shortcodeToEmoji(name) !== null;
    return isTaken ? { name: t("emoji.own.fault.taken", name) } : {};
  };
}
