import { useCustomEmoji } from "@/api/emoji";
import { cx } from "@/lib/cx";

type Props = { emoji: string; workspaceId: string; className?: string };

/** An emoji as people see it: its character, or the picture of ":name:". For what has its name beside it. */
export function EmojiGlyph({ emoji, workspaceId, className }: Props) {
  if (!isCustom(emoji)) {
    return (
      <span aria-hidden="true" className={cx("font-emoji", className)}>
        {emoji}
      </span>
    );
  }
  return <CustomGlyph emoji={emoji} workspaceId={workspaceId} {...(className && { className })} />;
}

function CustomGlyph({ emoji, workspaceId, className }: Props) {
  const url = useCustomEmoji(workspaceId).find(({ name }) => `:${name}:` === emoji)?.url;
  if (!url) return <span className={className}>{emoji}</span>;
  return <img src={url} alt="" className={cx("inline-block size-[1.25em] object-contain", className)} />;
}

/** Whether it is one of a workspace, written by name. */
export const isCustom = (emoji: string): boolean => /^:[a-z0-9_+-]+:$/.test(emoji);
