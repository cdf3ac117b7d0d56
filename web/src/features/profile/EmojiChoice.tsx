import { SmilePlus } from "lucide-react";
import { Suspense } from "react";
import { Button as PushButton } from "@/design/ui";
import { EmojiPicker } from "@/features/emoji";
import { t } from "@/lib/i18n/t";
import { StatusGlyph } from "./StatusGlyph";
import { useWorkspaceHere } from "./useWorkspaceHere";

type Props = { value: string; onChange: (emoji: string) => void };

/** Every emoji there is, and those of the workspace's own. */
export const EmojiChoice = ({ value, onChange }: Props) => (
  <div className="-mt-2 flex-none overflow-hidden rounded-lg shadow-edge-soft">
    <Suspense fallback={<div className="h-102" />}>
      <EmojiPicker workspaceId={useWorkspaceHere()} onPick={onChange} autoFocus />
    </Suspense>
    {value && (
      <div className="border-line border-t p-1.5">
        <PushButton tone="quiet" onClick={() => onChange("")}>
          {t("status.emoji.remove")}
        </PushButton>
      </div>
    )}
  </div>
);

type ButtonProps = { emoji: string; open: boolean; onClick: () => void };

export const EmojiButton = ({ emoji, open, onClick }: ButtonProps) => (
  <button
    type="button"
    aria-label={emoji ? t("status.emoji", emoji) : t("status.emoji.choose")}
    aria-expanded={open}
    onClick={onClick}
    className="grid size-8 place-items-center rounded-md text-[19px] text-ink-2 hover:bg-row-hover max-desk:size-10 [&_svg]:size-[18px]"
  >
    {emoji ? <StatusGlyph emoji={emoji} /> : <SmilePlus aria-hidden="true" />}
  </button>
);
