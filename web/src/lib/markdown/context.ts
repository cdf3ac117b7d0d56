import { createContext, useContext } from "react";
import type { Mention } from "@/api/types";

/** What a text may do beyond itself; the app says how. */
export type Acts = {
  /** Whom "@name" means for the reader: themselves, whichever way. */
  me: string;
  /** What kinds of names open something. */
  opens: readonly Mention["kind"][];
  /** Opens the card of a person or a group beside the chip, or the channel. */
  open: (mention: Mention, workspaceId: string, anchor: HTMLElement) => void;
};

/** Without it, as in a preview, names are no buttons. */
export const TextActs = createContext<Acts | null>(null);

export type Source = {
  text: string;
  workspaceId: string;
  mentions: readonly Mention[];
  emoji: ReadonlyMap<string, string>;
};

export const nothingKnown: Source = { text: "", workspaceId: "", mentions: [], emoji: new Map() };

/** The message that is being drawn. */
export const TextSource = createContext<Source>(nothingKnown);
export const useSource = () => useContext(TextSource);
