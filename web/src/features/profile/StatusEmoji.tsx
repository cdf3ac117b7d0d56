import { currentStatus, useBeing } from "@/realtime";

/** The emoji of somebody's status, where one is known; its words are the tooltip and what is read out. */
export function StatusEmoji({ userId, className = "" }: { userId: string; className?: string }) {
  const status = currentStatus(useBeing(userId)?.status);
  if (!status?.emoji) return null;
  return (
    <span
      role="img"
      aria-label={status.text || status.emoji}
      title={status.text}
      className={`flex-none font-emoji text-small ${className}`}
    >
      {status.emoji}
    </span>
  );
}
