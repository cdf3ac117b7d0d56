import { SmilePlus } from "lucide-react";
import { useState } from "react";
import { Button as PushButton, TextField } from "@/design/ui";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";

const common = "😀 🙂 😎 🤔 🤒 🥳 😴 🫡 🎧 🎉 🔥 ✅ ☕ 🥪 🍎 🎂 🏡 🚋 🚲 ✈️ ⛵ 🌴 🌧️ 🌙 📅 📞 💻 🎨 🔧 📦 📚 ⚓".split(
  " ",
);
const longestBytes = 32;

/** The first thing typed that people would call one character, if it is an emoji the server takes. */
function firstEmoji(text: string): string | undefined {
  const [first] = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text.trim());
  const isEmoji = first && /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(first.segment);
  return isEmoji && new TextEncoder().encode(first.segment).length <= longestBytes ? first.segment : undefined;
}

type Props = { value: string; onChange: (emoji: string) => void };

/** Emoji that say what one is doing; any other can be typed. */
export function EmojiChoice({ value, onChange }: Props) {
  const [other, setOther] = useState("");
  const typed = firstEmoji(other);
  return (
    <div className="-mt-2 rounded-lg p-3 shadow-edge-soft">
      <ul aria-label={t("status.emoji.choose")} className="grid grid-cols-8 gap-0.5">
        {common.map((emoji) => (
          <li key={emoji}>
            <button
              type="button"
              aria-label={t("status.emoji", emoji)}
              aria-pressed={emoji === value}
              onClick={() => onChange(emoji === value ? "" : emoji)}
              className={cx(
                "grid h-9 w-full place-items-center font-emoji rounded-md text-[20px] transition-colors duration-90 max-desk:h-11",
                emoji === value ? "bg-accent-soft" : "hover:bg-row-hover",
              )}
            >
              {emoji}
            </button>
          </li>
        ))}
      </ul>
      <div className="mt-2 flex items-end gap-2">
        <div className="flex-1">
          <TextField label={t("status.emoji.other")} value={other} onChange={setOther} />
        </div>
        <PushButton tone="plain" disabled={!typed} onClick={() => typed && onChange(typed)} className="h-10">
          {t("action.add")}
        </PushButton>
      </div>
    </div>
  );
}

type ButtonProps = { emoji: string; open: boolean; onClick: () => void };

EmojiChoice.Button = ({ emoji, open, onClick }: ButtonProps) => (
  <button
    type="button"
    aria-label={emoji ? t("status.emoji", emoji) : t("status.emoji.choose")}
    aria-expanded={open}
    onClick={onClick}
    className="grid size-8 place-items-center rounded-md font-emoji text-[19px] text-ink-2 hover:bg-row-hover max-desk:size-10 [&_svg]:size-[18px]"
  >
    {emoji || <SmilePlus aria-hidden="true" />}
  </button>
);
