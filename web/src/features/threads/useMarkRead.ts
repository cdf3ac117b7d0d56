import { useMutation, useQueryClient } from "@tanstack/react-query";
import { threads } from "@/api/endpoints";
import { keys } from "@/api/keys";
import type { FollowedThread } from "@/api/types";
import { toastError } from "@/design/ui";
import { errorText } from "@/lib/error-text";

/** Marks a thread of the list read, as far as it is listed. */
export function useMarkRead({ root, lastReplies }: FollowedThread) {
  const client = useQueryClient();
  const lastNo = lastReplies.at(-1)?.messageNo ?? root.messageNo;
  return useMutation({
    mutationFn: () => threads.markRead(root, lastNo),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.threadsUnread(root.workspaceId) }),
        client.invalidateQueries({ queryKey: ["threads", root.workspaceId] }),
      ]),
    onError: (error) => void toastError(errorText(error)),
  });
}
