import { createStore } from "zustand/vanilla";

export type EmojiRequest = {
  workspaceId: string;
  /** The picker opens beside it, and the focus goes back to it. */
  anchor: HTMLElement;
  /** Which edges of the two stand above each other; else the right ones. */
  align?: "start" | "end";
  /** The character, or ":name:" for one of the workspace. The picker is closed then. */
  onPick: (emoji: string) => void;
  /** Called when it closes, in place of giving the focus back to the anchor. */
  onClose?: () => void;
};

export const requests = createStore<{ request: EmojiRequest | null }>(() => ({ request: null }));

/** Opens the emoji picker beside something. */
export const openEmojiPicker = (request: EmojiRequest): void => requests.setState({ request });
