import { useLayoutEffect, useRef } from "react";
import type { Message } from "@/api/types";

/** Where a message is drawn: in the timeline of its channel, or in its thread beside it. */
export type MessagePlace = "channel" | "thread";

export type Drawn = { message: Message; place: MessagePlace };

/*
 * The messages on the screen, by their elements. One set of listeners for the whole page finds out what is meant, so
 * that a long list costs no more than a short one.
 */
const drawn = new WeakMap<Element, Drawn>();

/** Notes which message an element shows. One that is still on its way out cannot be acted on. */
export function useDrawn(message: Message, place: MessagePlace, isSent: boolean) {
  const article = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const { current: element } = article;
    if (!element) return;
    if (isSent) drawn.set(element, { message, place });
    else drawn.delete(element);
  }, [message, place, isSent]);
  return article;
}

/** The element of the message that something belongs to. */
export const articleOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>("article[data-message]") : null;

export const drawnIn = (article: Element | null): Drawn | undefined => (article ? drawn.get(article) : undefined);
