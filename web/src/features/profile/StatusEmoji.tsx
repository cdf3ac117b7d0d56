import { currentStatus, useBeing } from "@/realtime";
import { StatusGlyph } from "./StatusGlyph";

/** The emoji of somebody's status, where one is known; its words are the tooltip and what is read out. */
export function StatusEmoji({ userId }: { userId: string }) {
  const status = currentStatus(useBeing(userId)?.status);
  if (!status?.emoji) return null;
  return (
    <span role="img" aria-label={status.text || status.emoji} title={status.text} className="flex-none text-small">
      <StatusGlyph emoji={status.emoji} />
    </span>
  );
}
