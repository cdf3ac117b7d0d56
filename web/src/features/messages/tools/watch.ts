import { actionOf } from "@/lib/keymap";
import { setActive } from "./active";
import { allowedOn } from "./allowed";
import { articleOf, drawnIn } from "./drawn";
import { openTool, type Point } from "./requests";
import type { Tool, ToolAction } from "./run";

const longPressMs = 450;
/** A finger that moves further scrolls. */
const slipPx = 10;

const keyed = {
  replyToMessage: "reply",
  editMessage: "edit",
  reactToMessage: "react",
  saveMessage: "save",
  markUnread: "unread",
  copyLink: "copyLink",
  deleteMessage: "delete",
} as const satisfies Record<string, ToolAction>;
const keyNames = Object.keys(keyed) as (keyof typeof keyed)[];

type Ports = { navigate: Tool["navigate"]; run: (action: ToolAction, tool: Tool) => void };

/**
 * Watches the page for what is meant for a message: pointing, focus, the other mouse button, a long press, and the keys
 * of a message that has the focus. Gives back how to stop.
 */
export function watchMessages({ navigate, run }: Ports): () => void {
  const stopping = new AbortController();
  const on = <K extends keyof DocumentEventMap>(type: K, listener: (event: DocumentEventMap[K]) => void) =>
    document.addEventListener(type, listener, { signal: stopping.signal });
  const idOf = (target: EventTarget | null) => {
    const article = articleOf(target);
    return drawnIn(article) ? (article as HTMLElement).id : null;
  };

  on("pointerover", ({ target, pointerType }) => {
    if (pointerType !== "touch") setActive({ hovered: idOf(target) });
  });
  document.documentElement.addEventListener("pointerleave", () => setActive({ hovered: null }), {
    signal: stopping.signal,
  });
  on("focusin", ({ target }) => {
    const isByKey = target instanceof HTMLElement && target.matches(":focus-visible") && !isTextField(target);
    setActive({ focused: isByKey ? idOf(target) : null });
  });
  on("focusout", ({ relatedTarget }) => {
    if (!relatedTarget) setActive({ focused: null });
  });

  on("keydown", (event) => {
    const article = articleOf(event.target);
    const drawn = drawnIn(article);
    if (!article || !drawn || event.target !== article || event.defaultPrevented) return;
    const name = actionOf(event, keyNames);
    if (!name) return;
    event.preventDefault();
    const action = keyed[name];
    if (action === "copyLink" || allowedOn(drawn.message, drawn.place)[action]) {
      run(action, { ...drawn, article, navigate });
    }
  });

  const stopPress = watchPresses(stopping.signal);
  on("contextmenu", (event) => {
    const article = articleOf(event.target);
    const drawn = drawnIn(article);
    if (!article || !drawn || isLeftToBrowser(event.target)) return;
    event.preventDefault();
    if (stopPress.isByFinger()) return openTool({ kind: "sheet", ...drawn, article });
    openTool({ kind: "menu", ...drawn, article, at: pointOf(event, article) });
  });

  return () => stopping.abort();
}

const isTextField = (element: Element) => element.matches("textarea, input, [contenteditable]");

/** A link, a picture, a field and a text that is selected have menus of the browser's own. */
const isLeftToBrowser = (target: EventTarget | null): boolean =>
  target instanceof Element && (target.closest("a, img, textarea, input") !== null || !getSelection()?.isCollapsed);

/** Where the mouse is; by keyboard there is no such place, and the menu opens at the message. */
function pointOf(event: MouseEvent, article: HTMLElement): Point {
  if (event.clientX > 0 || event.clientY > 0) return { x: event.clientX, y: event.clientY };
  const { left, top } = article.getBoundingClientRect();
  return { x: left + 68, y: top + 24 };
}

/** Opens the sheet of a message under a finger that rests on it. Some browsers say contextmenu then, others nothing. */
function watchPresses(signal: AbortSignal) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from: Point | null = null;
  let lastType = "mouse";
  const cancel = () => {
    clearTimeout(timer);
    from = null;
  };
  const down = (event: PointerEvent) => {
    cancel();
    lastType = event.pointerType;
    const article = articleOf(event.target);
    const drawn = drawnIn(article);
    if (event.pointerType !== "touch" || !article || !drawn || isLeftToBrowser(event.target)) return;
    from = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => openTool({ kind: "sheet", ...drawn, article }), longPressMs);
  };
  const move = ({ clientX, clientY }: PointerEvent) => {
    if (from && Math.hypot(clientX - from.x, clientY - from.y) > slipPx) cancel();
  };
  document.addEventListener("pointerdown", down, { signal });
  document.addEventListener("pointermove", move, { signal });
  for (const type of ["pointerup", "pointercancel", "scroll"] as const) {
    document.addEventListener(type, cancel, { signal, capture: true });
  }
  return { isByFinger: () => lastType === "touch" };
}
