import { useMutation, useQueryClient } from "@tanstack/react-query";
import { messages } from "@/api/endpoints";
import type { Saved } from "@/api/types";
import { toastError } from "@/design/ui";
import { errorText } from "@/lib/error-text";

/** What can be done with a saved message. The lists follow when the server has agreed. */
export function useSaved({ message, workspaceId }: Saved) {
  const client = useQueryClient();
  const options = {
    onSuccess: () => client.invalidateQueries({ queryKey: ["saved", workspaceId] }),
    onError: (error: Error) => void toastError(errorText(error)),
  };
  const change = useMutation({
    mutationFn: (to: { isDone?: boolean; remindAt?: string | null }) => messages.save(message, to),
    ...options,
  });
  const remove = useMutation({ mutationFn: () => messages.unsave(message), ...options });
  return { change, remove };
}
