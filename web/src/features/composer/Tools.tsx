import { AtSign, Smile } from "lucide-react";
import { memo, type RefObject } from "react";
import { IconButton } from "@/design/ui";
import { openEmojiPicker } from "@/features/emoji";
import { t } from "@/lib/i18n/t";
import { FormatBar } from "./FormatBar";
import { keepFocus } from "./focus";
import { applyFormat, insertText } from "./insert";

type Props = { field: RefObject<HTMLTextAreaElement | null>; workspaceId: string; canMention: boolean };

/** What stands below the text. It is not drawn again as somebody writes. */
export const Tools = memo(function Tools({ field, workspaceId, canMention }: Props) {
  const insert = (words: string) => {
    if (field.current) insertText(field.current, words);
  };
  return (
    <>
      <FormatBar onFormat={(as) => field.current && applyFormat(field.current, as)} />
      <EmojiButton
        workspaceId={workspaceId}
        onPick={insert}
        onClose={() => field.current?.focus({ preventScroll: true })}
      />
      {canMention && <MentionButton onPress={() => insert("@")} />}
    </>
  );
});

type EmojiProps = { workspaceId: string; onPick: (emoji: string) => void; onClose: () => void };

/** Opens the picker above itself. */
const EmojiButton = ({ workspaceId, ...asked }: EmojiProps) => (
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
const MentionButton = ({ onPress }: { onPress: () => void }) => (
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
