import { en } from "./en";

export type Messages = typeof en;
type Arguments<K extends keyof Messages> = Messages[K] extends (...args: infer A) => string ? A : [];

const messages: Messages = en;

/** The text of a key. A text with variables is a function, so a missing or misspelt one does not compile. */
export function t<K extends keyof Messages>(key: K, ...args: Arguments<K>): string {
  const message = messages[key] as string | ((...args: unknown[]) => string);
  return typeof message === "function" ? message(...args) : message;
}
