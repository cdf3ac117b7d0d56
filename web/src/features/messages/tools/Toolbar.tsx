import "@/lib/i18n/en/later/message-tools";
import { useNavigate } from "@tanstack/react-router";
import { Bookmark, BookmarkCheck, Ellipsis, MessageSquareReply, SmilePlus } from "lucide-react";
import type { MouseEvent, ReactNode } from "react";
import { Tooltip } from "@/design/ui";
import { EmojiGlyph, useFrequentEmoji } from "@/features/emoji";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { keysLabel } from "@/lib/keymap";
import { toggleReaction } from "./acts";
import { allowedOn } from "./allowed";
import { articleOf, type Drawn } from "./drawn";
import { openTool } from "./requests";
import { run, type ToolAction } from "./run";

/** What one does most with a message, over its upper edge while it is pointed at or has the focus. */
export default function Toolbar({ message, place }: Drawn) {
  const navigate = useNavigate();
  const may = allowedOn(message, place);
  const emoji = useFrequentEmoji(2);
  const { workspaceId, isSaved } = message;

  const act = (action: ToolAction) => (event: MouseEvent<HTMLElement>) => {
    const article = articleOf(event.currentTarget);
    if (article) run(action, { message, place, article, anchor: event.currentTarget, navigate });
  };
  const openMenu = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    const article = articleOf(currentTarget);
    const { left, bottom } = currentTarget.getBoundingClientRect();
    if (article) openTool({ kind: "menu", message, place, article, at: { x: left, y: bottom } });
  };
  return (
    <div
      role="toolbar"
      aria-label={t("message.tools")}
      className="absolute -top-4 right-5 z-2 flex animate-fade rounded-[11px] bg-sheet p-[3px] shadow-float touch:hidden dark:bg-raised"
    >
      {may.react &&
        emoji.map((one) => (
          <Button key={one} label={t("message.reactWith", one)} onClick={() => toggleReaction(message, one)}>
            <EmojiGlyph emoji={one} workspaceId={workspaceId} className="text-[15px] leading-none" />
          </Button>
        ))}
      {may.react && (
        <Button label={t("message.react")} keys={keysLabel("reactToMessage")} onClick={act("react")} isPopup>
          <SmilePlus />
        </Button>
      )}
      {may.reply && (
        <Button label={t("message.reply")} keys={keysLabel("replyToMessage")} onClick={act("reply")}>
          <MessageSquareReply />
        </Button>
      )}
      {may.save && (
        <Button
          label={t(isSaved ? "message.unsave" : "message.save")}
          keys={keysLabel("saveMessage")}
          onClick={act("save")}
        >
          {isSaved ? <BookmarkCheck className="text-accent" /> : <Bookmark />}
        </Button>
      )}
      <Button label={t("message.more")} onClick={openMenu} isPopup>
        <Ellipsis />
      </Button>
    </div>
  );
}

type ButtonProps = {
  label: string;
  keys?: string;
  isPopup?: boolean;
  onClick: (event: MouseEvent<HTMLElement>) => void;
  children: ReactNode;
};

const Button = ({ label, keys, isPopup, onClick, children }: ButtonProps) => (
  <Tooltip label={label} side="top" {...(keys && { keys })}>
    <button
      type="button"
      aria-label={label}
      {...(isPopup && { "aria-haspopup": true })}
      onClick={onClick}
      className={cx(
        "grid h-7 w-[30px] place-items-center rounded-md text-ink-2 transition-colors duration-90",
        "hover:bg-raised hover:text-ink dark:hover:bg-row-hover [&_svg]:size-[17px]",
      )}
    >
      {children}
    </button>
  </Tooltip>
);
