import type { Channel, Message } from "@/api/types";
import { announce } from "@/lib/a11y/live";
import { t } from "@/lib/i18n/t";

const everyMs = 2000;
const longest = 120;

let lastAt = 0;
let waiting: string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says a new message to people who use a screen reader: at most one every two seconds, then how many there were. */
export function announceMessage(channel: Channel, message: Message): void {
  const place = channel.displayName || channel.name;
  const text = t("message.announced", message.author.displayName, place, message.content);
  waiting.push(text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
  timer ??= setTimeout(speak, Math.max(0, lastAt + everyMs - Date.now()));
}

function speak(): void {
  timer = undefined;
  lastAt = Date.now();
  const [only] = waiting;
  announce(waiting.length === 1 && only ? only : t("message.announcedMany", waiting.length));
  waiting = [];
}

export function forgetAnnouncements(): void {
  clearTimeout(timer);
  timer = undefined;
  waiting = [];
}
