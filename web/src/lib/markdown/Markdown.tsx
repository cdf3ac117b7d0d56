import { memo, useContext, useMemo } from "react";
import { useCustomEmoji } from "@/api/emoji";
import type { Mention } from "@/api/types";
import { cx } from "@/lib/cx";
import { Blocks } from "./blocks";
import { nothingKnown, TextSource } from "./context";
import { Fold } from "./Fold";
import { isEmojiOnly, isWall, parse } from "./parse";

type Props = {
  text: string;
  /** Where it was written: for the names in it, and the emoji of the workspace. */
  workspaceId?: string;
  /** Whom it means, as the server has found out. */
  mentions?: readonly Mention[];
};

const nobody: readonly Mention[] = [];

/**
 * A message's text. It is parsed to a tree and built from React elements: no HTML of an author ever reaches the page.
 * What overflows its lines, such as letters with a hundred marks, is cut off at the edge of the message.
 */
export const Markdown = memo(function Markdown({ text, workspaceId, mentions = nobody }: Props) {
  const hasNames = mentions.length > 0 || /:[a-z0-9_+-]+:/i.test(text);
  return workspaceId && hasNames ? (
    <WithNames text={text} workspaceId={workspaceId} mentions={mentions} />
  ) : (
    <Body text={text} />
  );
});

function WithNames({ text, workspaceId, mentions }: Required<Props>) {
  const custom = useCustomEmoji(workspaceId);
  const source = useMemo(() => {
    const emoji = new Map(custom.map(({ name, url }) => [name, url]));
    return { text, workspaceId, mentions, emoji };
  }, [text, workspaceId, mentions, custom]);
  return (
    <TextSource value={source}>
      <Body text={text} />
    </TextSource>
  );
}

function Body({ text }: { text: string }) {
  const { emoji } = useContext(TextSource) ?? nothingKnown;
  const isLarge = isEmojiOnly(text, emoji);
  const { children } = parse(text);
  const draw = (count: number) => (
    <div className={cx("overflow-clip font-words [overflow-clip-margin:6px]", isLarge && "text-[32px] leading-[40px]")}>
      <Blocks nodes={children.slice(0, count)} source={text} />
    </div>
  );
  return isWall(text) ? <Fold blocks={children} draw={draw} /> : draw(children.length);
}
