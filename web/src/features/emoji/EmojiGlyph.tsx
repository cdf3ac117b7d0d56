import { useCustomEmoji } from "@/api/emoji";
import { cx } from "@/lib/cx";

type Props = {
  emoji: string;
  workspaceId: string;
  className?: string | undefined;
  /** What stands for a ":name:" that the workspace does not have; else the name does. */
  unknown?: string;
};

/** An emoji as people see it: its character, or the picture of ":name:". For what has its name beside it. */
export const EmojiGlyph = (props: Props) =>
  isCustom(props.emoji) ? <CustomGlyph {...props} /> : <Character className={props.className}>{props.emoji}</Character>;

function CustomGlyph({ emoji, workspaceId, className, unknown }: Props) {
  const url = useCustomEmoji(workspaceId).find(({ name }) => `:${name}:` === emoji)?.url;
  if (url) return <img src={url} alt="" className={cx("inline-block size-[1.25em] object-contain", className)} />;
  return unknown ? <Character className={className}>{unknown}</Character> : <span className={className}>{emoji}</span>;
}

const Character = ({ className, children }: { className?: string | undefined; children: string }) => (
  <span aria-hidden="true" className={cx("font-emoji", className)}>
    {children}
  </span>
);

/** Whether it is one of a workspace, written by name. */
export const isCustom = (emoji: string): boolean => /^:[a-z0-9_+-]+:$/.test(emoji);
