import type { Message, Reaction } from "@/api/types";

/** The message that something is done with: where it is, and whether it is seen in its thread only. */
export type Target = Pick<Message, "id" | "workspaceId" | "channelId" | "threadRootId" | "alsoSentToChannel">;

/** What the reader does with a message. */
export type Act =
  | { kind: "react"; emoji: string; isOn: boolean }
  | { kind: "edit"; content: string }
  | { kind: "delete" }
  | { kind: "pin"; isOn: boolean }
  | { kind: "save"; isOn: boolean; remindAt?: string | null }
  | { kind: "unread" }
  /** With the thread that the message begins. */
  | { kind: "follow"; isOn: boolean }
  | { kind: "read-thread"; messageNo: number };

/** Two acts of one slot replace each other: only the last wish counts. */
export const slotOf = (act: Act): string => (act.kind === "react" ? `react ${act.emoji}` : act.kind);

/** Whether one act says all that another of its slot does: what is read further is read. */
export const includes = (known: Act, act: Act): boolean =>
  known.kind === "read-thread" && act.kind === "read-thread" && known.messageNo >= act.messageNo;

/** The message as it will be once the server has taken the act. */
export function acted(m: Message, act: Act, me: string): Message {
  switch (act.kind) {
    case "react":
      return { ...m, reactions: reacted(m.reactions, act, me) };
    case "edit":
      return m.content === act.content ? m : { ...m, content: act.content, isEdited: true };
    case "delete":
      return { ...m, content: "", isDeleted: true, isPinned: false, reactions: [], mentions: [], previews: [] };
    case "pin":
      return { ...m, isPinned: act.isOn, pinnedBy: act.isOn ? me : null };
    case "save":
      return { ...m, isSaved: act.isOn };
    case "unread":
    case "follow":
    case "read-thread":
      return m;
  }
}

function reacted(reactions: readonly Reaction[], { emoji, isOn }: Act & { kind: "react" }, me: string): Reaction[] {
  const known = reactions.find((r) => r.emoji === emoji);
  if ((known?.reacted ?? false) === isOn) return [...reactions];
  if (!known) return [...reactions, { emoji, count: 1, userIds: [me], reacted: true }];
  const others = known.userIds.filter((id) => id !== me);
  const changed = {
    ...known,
    count: known.count + (isOn ? 1 : -1),
    reacted: isOn,
    userIds: isOn ? [...others, me] : others,
  };
  return reactions.flatMap((r) => (r === known ? (changed.count > 0 ? [changed] : []) : [r]));
}
