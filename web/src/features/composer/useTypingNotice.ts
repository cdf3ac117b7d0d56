import { useEffect, useMemo } from "react";
import { createTypingNotice, type Place, tellTyping } from "@/realtime";

/** Tells the channel, or those in the thread, that I type, until I send, stop, or leave. */
export function useTypingNotice({ workspaceId, channelId }: Place, threadRootId?: string) {
  const notice = useMemo(
    () =>
      createTypingNotice((isTyping) =>
        tellTyping({ workspaceId, channelId, ...(threadRootId && { threadRootId }) }, isTyping),
      ),
    [workspaceId, channelId, threadRootId],
  );
  useEffect(() => notice.stop, [notice]);
  return notice;
}
