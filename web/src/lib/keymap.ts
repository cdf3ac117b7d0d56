/*
 * Every key the app knows, in one table: the handlers ask it, and the list of shortcuts shows it.
 * `mod` is Ctrl, or Cmd on a Mac.
 */
export const keymap = {
  jump: { keys: ["mod+K"], scope: "everywhere" },
  shortcuts: { keys: ["mod+/", "Shift+?", "?"], scope: "everywhere" },
  nextChannel: { keys: ["Alt+ArrowDown"], scope: "everywhere" },
  previousChannel: { keys: ["Alt+ArrowUp"], scope: "everywhere" },
  nextUnread: { keys: ["Alt+Shift+ArrowDown"], scope: "everywhere" },
  previousUnread: { keys: ["Alt+Shift+ArrowUp"], scope: "everywhere" },
  nextRegion: { keys: ["F6", "Ctrl+F6"], scope: "everywhere" },
  previousRegion: { keys: ["Shift+F6", "Ctrl+Shift+F6"], scope: "everywhere" },
  markAllRead: { keys: ["Shift+Escape"], scope: "everywhere" },
  debug: { keys: ["Ctrl+Shift+D"], scope: "everywhere" },
  send: { keys: ["Enter"], scope: "composer" },
  sendAlways: { keys: ["mod+Enter"], scope: "composer" },
  newLine: { keys: ["Shift+Enter"], scope: "composer" },
  bold: { keys: ["mod+B"], scope: "composer" },
  italic: { keys: ["mod+I"], scope: "composer" },
  code: { keys: ["mod+E"], scope: "composer" },
  strike: { keys: ["mod+Shift+X"], scope: "composer" },
  previousMessage: { keys: ["ArrowUp"], scope: "timeline" },
  nextMessage: { keys: ["ArrowDown"], scope: "timeline" },
  pageUp: { keys: ["PageUp"], scope: "timeline" },
  pageDown: { keys: ["PageDown"], scope: "timeline" },
  firstMessage: { keys: ["Home"], scope: "timeline" },
  lastMessage: { keys: ["End"], scope: "timeline" },
  replyToMessage: { keys: ["R"], scope: "message" },
  editMessage: { keys: ["E"], scope: "message" },
  reactToMessage: { keys: [":", "Shift+:"], scope: "message" },
  saveMessage: { keys: ["S"], scope: "message" },
  markUnread: { keys: ["U"], scope: "message" },
  copyLink: { keys: ["C"], scope: "message" },
  deleteMessage: { keys: ["Delete"], scope: "message" },
  dismiss: { keys: ["Escape"], scope: "conversation" },
} as const satisfies Record<string, { keys: readonly string[]; scope: string }>;

export type KeyAction = keyof typeof keymap;

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

export const isMac = typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.platform);

/** Whether the keys pressed mean the action. */
export const pressed = (event: Pressed, action: KeyAction, mac = isMac): boolean =>
  keymap[action].keys.some((combination) => matches(event, combination, mac));

/** The action that the keys pressed mean, among some. */
export const actionOf = <A extends KeyAction>(event: Pressed, actions: readonly A[], mac = isMac): A | undefined =>
  actions.find((action) => pressed(event, action, mac));

/** "Ctrl B" or "⌘ B", for tooltips and the list of shortcuts. */
export const keysLabel = (action: KeyAction, mac = isMac): string => labelOf(keymap[action].keys[0], mac);

/** All combinations of an action, for the list of shortcuts. What only a layout of keys needs is left out. */
export const keysLabels = (action: KeyAction, mac = isMac): string[] =>
  keymap[action].keys
    .filter((keys: string, i) => i === 0 || !keys.startsWith("Shift+") || keys.length > "Shift+?".length)
    .map((keys: string) => labelOf(keys, mac));

const signs: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
  PageUp: "Page Up",
  PageDown: "Page Down",
};

const labelOf = (keys: string, mac: boolean): string =>
  keys
    .split("+")
    .map((key) => (key === "mod" ? (mac ? "⌘" : "Ctrl") : (signs[key] ?? key)))
    .join(" ");

/** Whether somebody is typing: a key without Ctrl is a letter then. */
export const isTyping = ({ target }: Pick<Event, "target">): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

function matches(event: Pressed, combination: string, mac: boolean): boolean {
  const parts = combination.split("+");
  const key = parts.pop() as string;
  const wants = (modifier: string) => parts.includes(modifier);
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    event.ctrlKey === (wants("Ctrl") || (wants("mod") && !mac)) &&
    event.metaKey === (wants("mod") && mac) &&
    event.shiftKey === wants("Shift") &&
    event.altKey === wants("Alt")
  );
}
