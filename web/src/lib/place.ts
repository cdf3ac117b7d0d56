import type { Message } from "@/api/types";

type Placed = Pick<Message, "id" | "workspaceId" | "channelId" | "threadRootId" | "alsoSentToChannel">;

/** Where a message is seen: in its channel; or, when it is a reply, in its thread beside the channel. */
export const placeOfMessage = ({ id, workspaceId, channelId, threadRootId, alsoSentToChannel }: Placed) => ({
  to: "/w/$workspaceId/c/$channelId" as const,
  params: { workspaceId, channelId },
  search: threadRootId && !alsoSentToChannel ? { t: threadRootId, r: id } : { m: id },
});

/** A thread beside its channel. */
export const placeOfThread = (workspaceId: string, channelId: string, rootId: string) => ({
  to: "/w/$workspaceId/c/$channelId" as const,
  params: { workspaceId, channelId },
  search: { t: rootId },
});
