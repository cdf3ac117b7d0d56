import { en } from "./en";
import type { Texts as Admin } from "./en/later/admin";
import type { Texts as OwnEmoji } from "./en/later/emoji";
import type { Texts as Groups } from "./en/later/groups";
import type { Texts as Inbox } from "./en/later/inbox";
import type { Texts as MailLinks } from "./en/later/mail-links";
import type { Texts as Manage } from "./en/later/manage";
import type { Texts as MessageTools } from "./en/later/message-tools";
import type { Texts as Profile } from "./en/later/profile";
import type { Texts as Settings } from "./en/later/settings";
import type { Texts as Thread } from "./en/later/thread";
import type { Texts as Tools } from "./en/later/tools";
import type { Texts as Writing } from "./en/later/writing";

export type Messages = typeof en &
  Admin &
  Groups &
  OwnEmoji &
  Inbox &
  MailLinks &
  Manage &
  MessageTools &
  Profile &
  Settings &
  Thread &
  Tools &
  Writing;
type Arguments<K extends keyof Messages> = Messages[K] extends (...args: infer A) => string ? A : [];

const messages: Partial<Messages> = { ...en };
let translated: Messages | null = null;

/** Takes the texts of another language; null for English. */
export const setTexts = (texts: Messages | null) => {
  translated = texts;
};

/** Adds the texts of a part of the app that is loaded later. It imports them before anything that shows them. */
export const addTexts = (texts: Partial<Messages>) => void Object.assign(messages, texts);

const textOf = (key: keyof Messages) => translated?.[key] ?? messages[key];

/** The text of a key that may be none, and takes nothing. */
export function textIfAny(key: string): string | undefined {
  const text = textOf(key as keyof Messages);
  return typeof text === "string" ? text : undefined;
}

/** The text of a key. A text with variables is a function, so a missing or misspelt one does not compile. */
export function t<K extends keyof Messages>(key: K, ...args: Arguments<K>): string {
  const message = textOf(key) as string | ((...args: unknown[]) => string) | undefined;
  return typeof message === "function" ? message(...args) : (message ?? key);
}
