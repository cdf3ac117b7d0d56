import { lazy } from "react";

export { type Emoji, emojiAtHand, loadEmoji } from "./data";
export { EmojiGlyph, isCustom } from "./EmojiGlyph";
export { EmojiPopover } from "./EmojiPopover";
export { noteEmoji, useFrequentEmoji } from "./frequent";
export { openEmojiPicker } from "./requests";
export { searchEmoji } from "./search";
export { shortcodeToEmoji } from "./shortcodes";
export { currentTone, inTone } from "./tone";
export { asEmoji } from "./useSections";
/** The picker as a part of a page or a dialog; beside a button it is opened by openEmojiPicker. */
export const EmojiPicker = lazy(() => import("./Picker"));
