import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import { actionOf } from "@/lib/keymap";

type Options = {
  list: RefObject<VirtualizerHandle | null>;
  content: RefObject<HTMLElement | null>;
  rows: readonly { key: string }[];
  /** The last row on screen: where Tab enters the list. */
  lastVisible: number;
};

const focusFrames = 10;
const moves = ["previousMessage", "nextMessage", "pageUp", "pageDown", "firstMessage", "lastMessage"] as const;

/**
 * One stop for Tab in the whole list, and arrows from message to message. The message with the focus stays in the page
 * even when it is scrolled away, so that the focus is never lost.
 */
export function useRoving({ list, content, rows, lastVisible }: Options) {
  const [focused, setFocused] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const at = focused === null ? -1 : rows.findIndex((row) => row.key === focused);
  const stop = focused ?? rows[Math.min(lastVisible, rows.length - 1)]?.key;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the row is in the page after the render that it was wanted in
  useEffect(() => {
    const { current: key } = wanted;
    wanted.current = null;
    if (key !== null) return focusWhenShown(() => rowOf(content.current, key));
  }, [focused]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const isOnMessage = event.target instanceof HTMLElement && event.target.dataset.row !== undefined;
    const move = actionOf(event, moves);
    if (!isOnMessage || !move) return;
    event.preventDefault();
    const target = rows[targetOf(move)];
    if (!target || target.key === focused) return;
    focus(target.key);
    list.current?.scrollToIndex(rows.indexOf(target), { align: "nearest" });
  };

  /** Gives the focus to a row, which may first have to be drawn. */
  const focus = (key: string) => {
    wanted.current = key;
    setFocused(key);
  };

  const targetOf = (move: (typeof moves)[number]): number => {
    const clamp = (index: number) => Math.max(0, Math.min(rows.length - 1, index));
    if (move === "firstMessage") return 0;
    if (move === "lastMessage") return rows.length - 1;
    if (move === "previousMessage") return clamp(at - 1);
    if (move === "nextMessage") return clamp(at + 1);
    return clamp(move === "pageUp" ? at - pageOf(list.current) : at + pageOf(list.current));
  };

  return {
    focus,
    tabIndexOf: (key: string): 0 | -1 => (key === stop ? 0 : -1),
    keepMounted: at >= 0 ? [at] : undefined,
    handlers: {
      onKeyDown,
      onFocus: ({ target }: { target: EventTarget }) => {
        const row = (target as HTMLElement).closest<HTMLElement>("[data-row]");
        if (row) setFocused(row.dataset.row as string);
      },
      onBlur: ({ relatedTarget }: { relatedTarget: EventTarget | null }) => {
        if (!content.current?.contains(relatedTarget as Node | null)) setFocused(null);
      },
    },
  };
}

const rowOf = (content: HTMLElement | null, key: string) =>
  content?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);

/** A row that was not drawn before is hidden until it is measured, and takes no focus until then. */
function focusWhenShown(find: () => HTMLElement | null | undefined): () => void {
  let frame = 0;
  const attempt = (framesLeft: number) => {
    const row = find();
    row?.focus({ preventScroll: true });
    if (framesLeft > 0 && document.activeElement !== row) frame = requestAnimationFrame(() => attempt(framesLeft - 1));
  };
  attempt(focusFrames);
  return () => cancelAnimationFrame(frame);
}

/** As many rows as fit on one screen, less one to keep the thread. */
function pageOf(list: VirtualizerHandle | null): number {
  if (!list) return 1;
  const first = list.findItemIndex(list.scrollOffset);
  const last = list.findItemIndex(list.scrollOffset + list.viewportSize);
  return Math.max(1, last - first - 1);
}
