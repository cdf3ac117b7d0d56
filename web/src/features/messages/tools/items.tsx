import {
  Bookmark,
  BookmarkX,
  Clock,
  Copy,
  Forward,
  History,
  Link2,
  MailOpen,
  MessageSquareReply,
  Pencil,
  Pin,
  PinOff,
  Quote,
  SmilePlus,
  Trash2,
} from "lucide-react";
import type { ReactNode } from "react";
import { t } from "@/lib/i18n/t";
import { type KeyAction, keysLabel } from "@/lib/keymap";
import { allowedOn } from "./allowed";
import type { Drawn } from "./drawn";
import type { ToolAction } from "./run";

export type ToolItem = { action: ToolAction; label: string; icon: ReactNode; keys?: string; danger?: boolean };

/** What can be done with a message, in groups. */
export function itemsOf({ message, place }: Drawn): ToolItem[][] {
  const may = allowedOn(message, place);
  const { isPinned, isSaved, isDeleted } = message;
  const item = (isOffered: boolean, action: ToolAction, label: string, icon: ReactNode, key?: KeyAction): ToolItem[] =>
    isOffered ? [{ action, label, icon, ...(key && { keys: keysLabel(key) }) }] : [];
  const groups = [
    [
      ...item(may.react, "react", t("message.react"), <SmilePlus />, "reactToMessage"),
      ...item(may.reply, "reply", t("message.reply"), <MessageSquareReply />, "replyToMessage"),
      ...item(!isDeleted, "quote", t("message.quote"), <Quote />),
      ...item(!isDeleted, "forward", t("message.forward"), <Forward />),
    ],
    [
      ...item(
        may.save,
        "save",
        t(isSaved ? "message.unsave" : "message.save"),
        isSaved ? <BookmarkX /> : <Bookmark />,
        "saveMessage",
      ),
      ...item(may.save, "remind", t("message.remind"), <Clock />),
      ...item(may.unread, "unread", t("message.markUnread"), <MailOpen />, "markUnread"),
      ...item(may.pin, "pin", t(isPinned ? "message.unpin" : "message.pin"), isPinned ? <PinOff /> : <Pin />),
    ],
    [
      ...item(true, "copyLink", t("message.copyLink"), <Link2 />, "copyLink"),
      ...item(!isDeleted, "copyText", t("message.copyText"), <Copy />),
      ...item(may.edits, "edits", t("message.edits"), <History />),
    ],
    [
      ...item(may.edit, "edit", t("message.edit"), <Pencil />, "editMessage"),
      ...item(may.delete, "delete", t("message.delete"), <Trash2 />, "deleteMessage").map((one) => ({
        ...one,
        danger: true,
      })),
    ],
  ];
  return groups.filter((group) => group.length > 0);
}
