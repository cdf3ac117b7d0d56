import type { NavigateOptions } from "@tanstack/react-router";
import { openEmojiPicker } from "@/features/emoji";
import { placeOfThread } from "@/lib/place";
import { wish } from "@/lib/wishes";
import { setActive } from "./active";
import { copyLink, copyWords, pin, react, save, setUnread } from "./acts";
import type { Drawn } from "./drawn";
import { startEdit } from "./editing";
import { openTool } from "./requests";

/** Everything that the tools of a message can do. */
export type ToolAction =
  | "react"
  | "reply"
  | "edit"
  | "edits"
  | "delete"
  | "pin"
  | "save"
  | "remind"
  | "unread"
  | "copyLink"
  | "copyText"
  | "quote"
  | "forward";

export type Tool = Drawn & {
  article: HTMLElement;
  /** Beside which a picker opens; else beside the message. */
  anchor?: HTMLElement;
  navigate: (options: NavigateOptions) => unknown;
};

export function run(action: ToolAction, tool: Tool): void {
  const { message, place, article } = tool;
  const dos: Record<ToolAction, () => void> = {
    react: () => pickReaction(tool),
    reply: () => openThread(tool),
    edit: () => startEdit(message, place, message.content),
    pin: () => pin(message, !message.isPinned),
    save: () => save(message, !message.isSaved),
    unread: () => setUnread(message),
    copyLink: () => void copyLink(message),
    copyText: () => void copyWords(message),
    quote: () => quote(tool),
    edits: () => openTool({ kind: "edits", message, place, article }),
    delete: () => openTool({ kind: "delete", message, place, article }),
    remind: () => openTool({ kind: "remind", message, place, article }),
    forward: () => openTool({ kind: "forward", message, place, article }),
  };
  dos[action]();
}

function pickReaction({ message, article, anchor = article }: Tool): void {
  setActive({ held: article.id }); // the picker stands beside one of its tools
  openEmojiPicker({
    workspaceId: message.workspaceId,
    anchor,
    onPick: (emoji) => react(message, emoji, true),
    onClose: () => {
      setActive({ held: null });
      article.focus({ preventScroll: true });
    },
  });
}

const openThread = ({ message, navigate }: Tool) =>
  void navigate(placeOfThread(message.workspaceId, message.channelId, message.threadRootId ?? message.id));

function quote({ message, place }: Tool): void {
  const threadRootId = place === "thread" ? (message.threadRootId ?? message.id) : null;
  wish("quote", { channelId: message.channelId, threadRootId, text: message.content });
}
