import { memo } from "react";
import { cx } from "@/lib/cx";
import { Blocks } from "./blocks";
import { Fold } from "./Fold";
import { isEmojiOnly, isWall, parse } from "./parse";

/**
 * A message's text. It is parsed to a tree and built from React elements: no HTML of an author ever reaches the page.
 */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const body = (
    <div className={cx("markdown", isEmojiOnly(text) && "text-[32px] leading-[40px]")}>
      <Blocks nodes={parse(text).children} source={text} />
    </div>
  );
  return isWall(text) ? <Fold>{body}</Fold> : body;
});
