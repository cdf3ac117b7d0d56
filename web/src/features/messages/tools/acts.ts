import type { Message } from "@/api/types";
import { toast, toastError } from "@/design/ui/toast";
import { noteEmoji } from "@/features/emoji";
import { copyText } from "@/lib/clipboard";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { type Act, actOn, isInChannel, type Wish } from "@/realtime";
import { holdUnread } from "../unread";
import type { MessagePlace } from "./drawn";
import { startEdit } from "./editing";

/* What can be done with a message at once. What the server refuses is taken back, and said. */

function perform(message: Message, act: Act, onRefused?: () => void): void {
  actOn(message, act, () => void toast(t("message.waiting"))).catch((error: Error) => {
    void toastError(errorText(error));
    onRefused?.();
  });
}

/**
 * Says that something which was wished before a reload will not be done. The words of an edit are given back; that
 * something counts as unread still is seen.
 */
export function tellUndone({ act, target }: Wish, refusal: Error | null): void {
  if (act.kind === "read-thread") return;
  void toastError(refusal ? errorText(refusal) : t("message.tooLongAgo"));
  if (act.kind === "edit") startEdit(target, isInChannel(target) ? "channel" : "thread", act.content);
}

export function react(message: Message, emoji: string, isOn: boolean): void {
  if (isOn) noteEmoji(emoji);
  perform(message, { kind: "react", emoji, isOn });
}

/** Adds a reaction, or takes it back when it is there. */
export const toggleReaction = (message: Message, emoji: string): void =>
  react(message, emoji, !message.reactions.some((r) => r.emoji === emoji && r.reacted));

export function edit(message: Message, place: MessagePlace, content: string): void {
  if (content !== message.content)
    perform(message, { kind: "edit", content }, () => startEdit(message, place, content));
}

export const remove = (message: Message): void => perform(message, { kind: "delete" });

export const pin = (message: Message, isOn: boolean): void => perform(message, { kind: "pin", isOn });

export function save(message: Message, isOn: boolean, remindAt?: string | null): void {
  perform(message, { kind: "save", isOn, ...(remindAt !== undefined && { remindAt }) });
}

/** Marks a channel unread from a message on. It stays so until the reader leaves and comes back. */
export function setUnread(message: Message): void {
  const release = holdUnread(message.channelId, message.messageNo);
  perform(message, { kind: "unread" }, release);
}

export const addressOf = ({ workspaceId, channelId, id, threadRootId, alsoSentToChannel }: Message): string => {
  const search = threadRootId && !alsoSentToChannel ? `t=${threadRootId}&r=${id}` : `m=${id}`;
  return `${location.origin}/w/${workspaceId}/c/${channelId}?${search}`;
};

export async function copyLink(message: Message): Promise<void> {
  await copyText(addressOf(message));
  void toast(t("message.linkCopied"));
}

export async function copyWords(message: Message): Promise<void> {
  await copyText(message.content);
  void toast(t("message.textCopied"));
}
