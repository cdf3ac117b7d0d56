import { ImagePlus } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/design/ui";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import type { Emoji } from "./data";
import { chooseTone, inTone, type Tone, tones, useTone } from "./tone";

const hands = ["✋", "✋🏻", "✋🏼", "✋🏽", "✋🏾", "✋🏿"] as const;

type Props = { emoji: Emoji | undefined; onAdd?: (() => void) | undefined };

/** What is marked, with its name; the tone of skin; and the way to an emoji that is not there. */
export function PickerFoot({ emoji, onAdd }: Props) {
  const tone = useTone();
  const [isChoosing, setChoosing] = useState(false);
  const choose = (next: Tone) => {
    chooseTone(next);
    setChoosing(false);
  };
  return (
    <div className="flex h-13 items-center gap-2.5 border-line border-t px-3">
      {!isChoosing && emoji && (
        <>
          <span aria-hidden="true" className="w-8 text-center font-emoji text-[24px] leading-none">
            {emoji.url ? <img src={emoji.url} alt="" className="mx-auto size-7 object-contain" /> : inTone(emoji, tone)}
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate text-small first-letter:uppercase">{emoji.label}</span>
            <span className="block truncate text-ink-3 text-meta">{emoji.names[0] && `:${emoji.names[0]}:`}</span>
          </span>
        </>
      )}
      <div className="ml-auto flex">
        {isChoosing ? (
          <fieldset aria-label={t("emoji.tone")} className="flex">
            {tones.map((one) => (
              <Hand
                key={one}
                tone={one}
                label={t(`emoji.tone.${one}`)}
                isChosen={one === tone}
                onClick={() => choose(one)}
              />
            ))}
          </fieldset>
        ) : (
          <>
            {onAdd && (
              <IconButton label={t("emoji.add")} side="top" onClick={onAdd}>
                <ImagePlus />
              </IconButton>
            )}
            <Hand tone={tone} label={t("emoji.tone")} isChosen={false} onClick={() => setChoosing(true)} />
          </>
        )}
      </div>
    </div>
  );
}

type HandProps = { tone: Tone; label: string; isChosen: boolean; onClick: () => void };

const Hand = ({ tone, label, isChosen, onClick }: HandProps) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    aria-pressed={isChosen}
    onClick={onClick}
    className={cx(
      "grid size-8 place-items-center rounded-md font-emoji text-[18px] leading-none hover:bg-row-hover max-desk:size-11",
      isChosen && "bg-accent-soft",
    )}
  >
    {hands[tone]}
  </button>
);
