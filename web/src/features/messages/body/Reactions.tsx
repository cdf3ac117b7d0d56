import { SmilePlus } from "lucide-react";
import { type MouseEvent, useEffect, useState } from "react";
import type { Message, Reaction } from "@/api/types";
import { Tooltip } from "@/design/ui";
import { EmojiGlyph, openEmojiPicker } from "@/features/emoji";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { react, toggleReaction } from "../tools/acts";
import { namesOf } from "./names";

type Props = { message: Message; isEnabled: boolean; tabIndex: 0 | -1 };

/** The reactions under a message: who has one takes it back with a click, and who has not joins in. */
export function Reactions({ message, isEnabled, tabIndex }: Props) {
  const { workspaceId, reactions } = message;
  const pick = ({ currentTarget }: MouseEvent<HTMLElement>) =>
    openEmojiPicker({
      workspaceId,
      anchor: currentTarget,
      align: "start",
      onPick: (emoji) => react(message, emoji, true),
    });
  return (
    <div className="mt-[5px] mb-0.5 flex flex-wrap gap-[5px]">
      {reactions.map((reaction) => (
        <Chip
          key={reaction.emoji}
          reaction={reaction}
          workspaceId={workspaceId}
          isEnabled={isEnabled}
          tabIndex={tabIndex}
          onToggle={() => toggleReaction(message, reaction.emoji)}
        />
      ))}
      {isEnabled && (
        <Tooltip label={t("message.react")} side="top">
          <button
            type="button"
            aria-label={t("message.react")}
            aria-haspopup="dialog"
            tabIndex={tabIndex}
            onClick={pick}
            className={cx(chip, "text-ink-3 shadow-edge-soft hover:bg-sink hover:text-ink [&_svg]:size-[15px]")}
          >
            <SmilePlus aria-hidden="true" />
          </button>
        </Tooltip>
      )}
    </div>
  );
}

const chip =
  "flex h-[26px] items-center gap-[5px] rounded-full px-2 font-[580] text-[12.5px] leading-none tabular-nums transition-colors duration-90 touch:h-8 touch:px-2.5";

type ChipProps = {
  reaction: Reaction;
  workspaceId: string;
  isEnabled: boolean;
  tabIndex: 0 | -1;
  onToggle: () => void;
};

function Chip({ reaction, workspaceId, isEnabled, tabIndex, onToggle }: ChipProps) {
  const { emoji, count, reacted } = reaction;
  const [isAsked, setIsAsked] = useState(false);
  const [names, setNames] = useState("");
  // Who reacts while the names are shown is among them.
  useEffect(() => {
    let isLatest = isAsked;
    if (isAsked) void namesOf(reaction, workspaceId).then((found) => isLatest && setNames(found));
    return () => {
      isLatest = false;
    };
  }, [isAsked, reaction, workspaceId]);
  return (
    <Tooltip label={names || t("reactions.count", emoji, count)} side="top">
      <button
        type="button"
        aria-pressed={reacted}
        aria-label={t("reactions.count", emoji, count)}
        aria-disabled={!isEnabled}
        tabIndex={tabIndex}
        onPointerEnter={() => setIsAsked(true)}
        onFocus={() => setIsAsked(true)}
        onClick={() => isEnabled && onToggle()}
        className={cx(
          chip,
          reacted
            ? "bg-accent-soft text-accent shadow-[inset_0_0_0_1px_var(--accent-line)]"
            : "bg-sink text-ink-2 shadow-edge-soft hover:shadow-edge",
        )}
      >
        <EmojiGlyph emoji={emoji} workspaceId={workspaceId} className="text-[14px] leading-none" />
        {count}
      </button>
    </Tooltip>
  );
}
