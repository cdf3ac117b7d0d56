import "@/lib/i18n/en/later/message-tools";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { usePreferences } from "@/api/preferences";
import type { Message } from "@/api/types";
import { Button } from "@/design/ui";
import { t } from "@/lib/i18n/t";
import { pressed } from "@/lib/keymap";
import { edit } from "../tools/acts";
import { articleOf, type MessagePlace } from "../tools/drawn";
import { endEdit, useEditText, writeEdit } from "../tools/editing";
import { openTool } from "../tools/requests";

const longest = 12_000;

/** A message in place of itself, to be written anew. */
export default function EditBox({ message, place }: { message: Message; place: MessagePlace }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useEditText();
  const { enterToSend } = usePreferences();
  const isTooLong = [...text].length > longest;

  useEffect(() => {
    const { current: box } = field;
    box?.focus({ preventScroll: true });
    box?.setSelectionRange(box.value.length, box.value.length);
    box?.scrollIntoView({ block: "nearest" });
  }, []);

  const save = () => {
    const content = text.trim();
    const article = articleOf(field.current);
    if (isTooLong) return;
    endEdit();
    if (content) edit(message, place, content);
    // Nothing left of it: that is to delete it, and is asked.
    else if (article) openTool({ kind: "delete", message, place, article });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const isSave = pressed(event, "sendAlways") || (enterToSend && pressed(event, "send"));
    if (!isSave && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (isSave) save();
    else endEdit();
  };

  return (
    <div className="mt-1 mb-1.5 rounded-composer bg-sheet shadow-[inset_0_0_0_1px_var(--edge)] focus-within:shadow-[inset_0_0_0_1.5px_var(--edge),0_0_0_4px_color-mix(in_oklab,var(--edge)_13%,transparent)]">
      <textarea
        ref={field}
        value={text}
        onChange={(event) => writeEdit(event.target.value)}
        onKeyDown={onKeyDown}
        aria-label={t("message.editLabel")}
        aria-invalid={isTooLong}
        rows={1}
        className="field-sizing-content block max-h-[38dvh] w-full resize-none bg-transparent px-3.5 pt-2.5 pb-1 text-body outline-none [unicode-bidi:plaintext]"
      />
      <div className="flex items-center justify-end gap-2 px-2 pb-2">
        <p className="mr-auto pl-1.5 text-ink-3 text-meta">
          {isTooLong ? t("message.editTooLong") : t("message.editKeys")}
        </p>
        <Button tone="quiet" onClick={endEdit}>
          {t("action.cancel")}
        </Button>
        <Button onClick={save} disabled={isTooLong}>
          {t("message.editSave")}
        </Button>
      </div>
    </div>
  );
}
