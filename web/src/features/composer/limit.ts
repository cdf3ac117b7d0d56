/** As many characters as a message may have. */
export const longest = 12_000;

/** How many characters are too many. Emoji count as one, as they do for the server. */
export function charactersOver(text: string): number {
  const content = text.trim();
  return content.length <= longest ? 0 : Math.max(0, Array.from(content).length - longest);
}
