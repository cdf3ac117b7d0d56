import { AtSign, Smile } from "lucide-react";
import { IconButton } from "@/design/ui";
import { openEmojiPicker } from "@/features/emoji";
import { t } from "@/lib/i18n/t";

/** The text keeps the focus and its selection while a tool is pressed. */
export const keepFocus = (event: { preventDefault: () => void }) => event.preventDefault();

type EmojiProps = { workspaceId: string; onPick: (emoji: string) => void; onClose: () => void };

/** Opens the picker above itself. */
export const EmojiButton = ({ workspaceId, ...asked }: EmojiProps) => (
  <IconButton
    label={t("composer.emoji")}
    side="top"
    aria-haspopup="dialog"
    onMouseDown={keepFocus}
    onClick={({ currentTarget }) => openEmojiPicker({ workspaceId, anchor: currentTarget, align: "start", ...asked })}
  >
    <Smile aria-hidden="true" />
  </IconButton>
);

/** Begins a name. */
export const MentionButton = ({ onPress }: { onPress: () => void }) => (
  <IconButton
    label={t("composer.mention")}
    side="top"
    onMouseDown={keepFocus}
    onClick={onPress}
    className="max-desk:hidden"
  >
    <AtSign aria-hidden="true" />
  </IconButton>
);
