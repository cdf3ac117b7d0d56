import { Smile } from "lucide-react";
import { IconButton } from "@/design/ui";
import { openEmojiPicker } from "@/features/emoji";
import { t } from "@/lib/i18n/t";

type Props = { workspaceId: string; onPick: (emoji: string) => void; onClose: () => void };

/** Opens the picker above itself. */
export const EmojiButton = ({ workspaceId, ...asked }: Props) => (
  <IconButton
    label={t("composer.emoji")}
    side="top"
    aria-haspopup="dialog"
    onMouseDown={(event) => event.preventDefault()}
    onClick={({ currentTarget }) => openEmojiPicker({ workspaceId, anchor: currentTarget, align: "start", ...asked })}
  >
    <Smile aria-hidden="true" />
  </IconButton>
);
