import { useEffect, useMemo } from "react";
import { createTypingNotice, type Place, tellTyping } from "@/realtime";

/** Tells the channel that I type, until I send, stop, or leave. */
export function useTypingNotice({ workspaceId, channelId }: Place) {
  const notice = useMemo(
    () => createTypingNotice((isTyping) => tellTyping({ workspaceId, channelId }, isTyping)),
    [workspaceId, channelId],
  );
  useEffect(() => notice.stop, [notice]);
  return notice;
}
