import { keys } from "@/api/keys";
import { queryClient } from "@/api/query";
import type { Message } from "@/api/types";
import { findChannel } from "./apply-memberships";
import { listen } from "./listen";
import { readState } from "./store";

/** Events often come in numbers; a list is asked for again once they pause. */
const gatherMs = 120;

/**
 * Keeps the inboxes in step: threads, mentions, what was saved, drafts and what is to be sent later. They are the
 * server's lists, so an event says only which of them is another one now.
 */
export function followInboxes(): () => void {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const refresh = (...lists: readonly (readonly string[])[]) => {
    for (const queryKey of lists) {
      const name = queryKey.join(" ");
      clearTimeout(timers.get(name));
      timers.set(
        name,
        setTimeout(() => void queryClient.invalidateQueries({ queryKey }), gatherMs),
      );
    }
  };
  const stops = [
    listen("thread:state", ({ channelId }) => {
      const place = findChannel(readState().memberships, channelId)?.workspaceId;
      if (place) refresh(keys.threadsUnread(place), ["threads", place]);
    }),
    listen("message:created", (message) => {
      if (isForMe(message)) refresh(keys.mentions(message.workspaceId));
    }),
    ...(["message:updated", "message:deleted"] as const).map((name) =>
      listen(name, ({ workspaceId }: { workspaceId: string }) => refresh(keys.mentions(workspaceId))),
    ),
    listen("saved:updated", ({ workspaceId }) => refresh(["saved", workspaceId])),
    listen("reminder:due", ({ saved: { workspaceId } }) => refresh(["saved", workspaceId])),
    listen("draft:updated", ({ draft }) => refresh(keys.drafts(draft.workspaceId))),
    listen("scheduled:updated", ({ scheduled }) => refresh(keys.scheduled(scheduled.workspaceId))),
    listen("resync", () => refresh(...inboxes.map((name) => [name]))),
  ];
  return () => {
    for (const stop of stops) stop();
    for (const timer of timers.values()) clearTimeout(timer);
  };
}

const inboxes = ["threads-unread", "threads", "mentions", "saved", "drafts", "scheduled"];

/** Whether it may be about me: by a group or as everybody, too, which the list itself knows exactly. */
const isForMe = (message: Message) => message.mentions.some(({ kind }) => kind !== "link");
