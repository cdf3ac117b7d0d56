import { emojiAtHand } from "./data";
import { currentTone, inTone } from "./tone";

/** The character that a shortcode ("smile", without colons) stands for; null for none, and before the emoji are loaded. */
export function shortcodeToEmoji(name: string): string | null {
  const emoji = emojiAtHand()?.byName.get(name.toLowerCase());
  return emoji ? inTone(emoji, currentTone()) : null;
}
