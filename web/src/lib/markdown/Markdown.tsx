import { memo } from "react";
import { Blocks } from "./blocks";
import { Fold } from "./Fold";
import { isEmojiOnly, isWall, parse } from "./parse";

/**
 * A message's text. It is parsed to a tree and built from React elements: no HTML of an author ever reaches the page.
 */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const body = (
    <div className={isEmojiOnly(text) ? "text-[32px] leading-[40px]" : undefined}>
      <Blocks nodes={parse(text).children} source={text} />
    </div>
  );
  return isWall(text) ? <Fold>{body}</Fold> : body;
});
