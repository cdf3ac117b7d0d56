import { type RefObject, useEffect, useLayoutEffect } from "react";
import { pressed } from "@/lib/keymap";

type Options = { frame: RefObject<HTMLElement | null>; rootId: string; onClose: () => void };

/** Esc closes the thread, and the focus goes back to the message that it began with. */
export function useThreadFocus({ frame, rootId, onClose }: Options): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !pressed(event, "dismiss")) return;
      event.preventDefault();
      onClose();
    };
    // Before what listens to the page as a whole: a thread goes before the New line does.
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [onClose]);

  useLayoutEffect(() => {
    const { current: pane } = frame;
    // Where no cursor is put into the composer, under a finger, the pane itself is the place to go on from.
    if (pane && !pane.contains(document.activeElement)) pane.focus({ preventScroll: true });
    return () => {
      const { activeElement } = document;
      const wasHere = pane?.contains(activeElement) || activeElement === document.body;
      if (wasHere) requestAnimationFrame(() => focusMessage(rootId));
    };
  }, [frame, rootId]);
}

/** The message in the channel; or its list, when it is not on the screen. */
function focusMessage(id: string): void {
  const { activeElement } = document;
  if (activeElement && activeElement !== document.body) return;
  const message = document.querySelector<HTMLElement>(`#messages [data-message="${CSS.escape(id)}"]`);
  const target = message ?? document.querySelector<HTMLElement>('#messages [tabindex="0"]');
  target?.focus({ preventScroll: true });
}
