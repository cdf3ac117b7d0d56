import { useState } from "react";
import { account } from "@/api/account";
import { setOwnUser, useOwnUser } from "@/api/session";
import { Button, Dialog, DialogActions, DialogBody, TextField } from "@/design/ui";
import { Select } from "@/design/ui/Select";
import { FormFailure } from "@/features/auth";
import { t } from "@/lib/i18n/t";
import { useForm } from "@/lib/useForm";
import { currentStatus } from "@/realtime";
import { EmojiButton, EmojiChoice } from "./EmojiChoice";
import { type Duration, durations, endOf, localInput } from "./ends";
import { untilText } from "./until";

const suggestions = [
  { emoji: "🗓️", key: "status.meeting", ends: "1h" },
  { emoji: "🚋", key: "status.commuting", ends: "30m" },
  { emoji: "🥪", key: "status.lunch", ends: "30m" },
  { emoji: "🎧", key: "status.focus", ends: "1h" },
  { emoji: "🤒", key: "status.sick", ends: "today" },
  { emoji: "🌴", key: "status.holiday", ends: "week" },
] as const;

/** "kept" leaves the end that the status has; "custom" is a time to be typed. */
type Ends = Duration | "custom" | "kept";

/** What one is up to: an emoji, a few words, and when that is over. */
export function StatusDialog({ onClose }: { onClose: () => void }) {
  const status = currentStatus(useOwnUser().status);
  const [choosing, setChoosing] = useState(false);
  const [clearing, setClearing] = useState(false);
  const hour = new Date(Date.now() + 3_600_000);
  const form = useForm({
    initial: {
      emoji: status?.emoji ?? "",
      text: status?.text ?? "",
      ends: status ? (status.expiresAt ? "kept" : "never") : "today",
      at: localInput(hour),
    },
    validate: ({ emoji, text, ends, at }): { text?: string; at?: string } => ({
      ...(!emoji && !text.trim() && { text: t("status.fault.text") }),
      ...(ends === "custom" && !(Date.parse(at) > Date.now()) && { at: t("status.fault.time") }),
    }),
    submit: async ({ emoji, text, ends, at }) => {
      const expiresAt = endTime(ends as Ends, at, status?.expiresAt ?? null);
      setOwnUser(await account.change({ status: { emoji, text: text.trim(), expiresAt } }));
      onClose();
    },
  });
  const { values, set, field } = form;
  const clear = async () => {
    setClearing(true);
    const isDone = await form.attempt(async () => setOwnUser(await account.change({ status: null })));
    setClearing(false);
    if (isDone) onClose();
  };

  return (
    <Dialog title={t(status ? "status.change" : "status.set")} description={t("status.text")} onClose={onClose}>
      <form {...form.form} className="flex min-h-0 flex-1 flex-col">
        <DialogBody className="flex flex-col gap-5">
          <FormFailure wait={form.wait}>{form.failure}</FormFailure>
          <TextField
            {...field("text")}
            label={t("status.what")}
            placeholder={t("status.example")}
            maxLength={100}
            autoFocus
            className="pl-1"
            lead={<EmojiButton emoji={values.emoji} open={choosing} onClick={() => setChoosing(!choosing)} />}
          />
          {choosing && (
            <EmojiChoice
              value={values.emoji}
              onChange={(emoji) => {
                set("emoji", emoji);
                setChoosing(false);
              }}
            />
          )}
          {!values.text && !choosing && (
            <Suggestions
              onChoose={({ emoji, key, ends }) => {
                set("emoji", emoji);
                set("text", t(key));
                set("ends", ends);
              }}
            />
          )}
          <Select
            label={t("status.ends")}
            value={values.ends}
            onChange={(ends) => set("ends", ends)}
            options={endOptions(status?.expiresAt ?? null)}
          />
          {values.ends === "custom" && <TextField {...field("at")} label={t("status.endsAt")} type="datetime-local" />}
        </DialogBody>
        <DialogActions>
          {status && (
            <Button tone="quiet" busy={clearing} onClick={() => void clear()} className="mr-auto -ml-3">
              {t("status.clear")}
            </Button>
          )}
          <Button type="submit" busy={form.busy} disabled={form.wait > 0}>
            {t("status.save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function endTime(ends: Ends, at: string, kept: string | null): string | null {
  if (ends === "kept") return kept;
  return ends === "custom" ? new Date(at).toISOString() : endOf(ends);
}

const endOptions = (kept: string | null) => [
  ...(kept ? [{ value: "kept", label: t("status.until", untilText(kept)) }] : []),
  ...durations.map((value) => ({ value, label: t(`until.${value}`) })),
  { value: "custom", label: t("until.custom") },
];

const Suggestions = ({ onChoose }: { onChoose: (suggestion: (typeof suggestions)[number]) => void }) => (
  <div>
    <p className="mb-1.5 text-small font-[600]">{t("status.suggestions")}</p>
    <ul className="grid grid-cols-2 gap-1.5">
      {suggestions.map((suggestion) => (
        <li key={suggestion.key}>
          <button
            type="button"
            onClick={() => onChoose(suggestion)}
            className="flex h-10 w-full items-center gap-2.5 rounded-chip px-3 text-left text-ui shadow-edge-soft transition-colors duration-90 hover:bg-row-hover max-desk:h-11"
          >
            <span aria-hidden="true" className="font-emoji">
              {suggestion.emoji}
            </span>
            <span className="truncate">{t(suggestion.key)}</span>
          </button>
        </li>
      ))}
    </ul>
  </div>
);
