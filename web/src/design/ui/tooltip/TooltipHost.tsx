import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { Kbd } from "../Kbd";
import type { TipSide } from "../Tooltip";
import { placeTip } from "./place";
import { watchTips } from "./watch";

/** Draws the tooltip of whichever element has one and is pointed at, or focused by key. */
export default function TooltipHost() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  useEffect(() => watchTips(setAnchor), []);
  return anchor && <Bubble key={anchor.dataset.tip} anchor={anchor} />;
}

function Bubble({ anchor }: { anchor: HTMLElement }) {
  const id = useId();
  const ref = useRef<HTMLDivElement>(null);
  const { tip = "", tipKeys, tipSide = "bottom" } = anchor.dataset;

  useLayoutEffect(() => {
    const bubble = ref.current;
    if (!bubble) return;
    const page = { width: innerWidth, height: innerHeight };
    const size = { width: bubble.offsetWidth, height: bubble.offsetHeight };
    const { left, top } = placeTip(anchor.getBoundingClientRect(), size, page, tipSide as TipSide);
    bubble.style.translate = `${left}px ${top}px`;
  }, [anchor, tipSide]);

  // A name that says the same already would only be read twice.
  const [isHeard] = useState(
    () => anchor.hasAttribute("aria-describedby") || anchor.getAttribute("aria-label") === tip,
  );
  useEffect(() => {
    if (isHeard) return;
    anchor.setAttribute("aria-describedby", id);
    return () => anchor.removeAttribute("aria-describedby");
  }, [anchor, isHeard, id]);

  // The rim belongs to the tooltip, so that the pointer can move onto it without losing it.
  return (
    <div ref={ref} id={id} role="tooltip" aria-hidden={isHeard} className="fixed top-0 left-0 z-50 p-1.5">
      <div className="flex max-w-72 animate-appear items-center gap-2 rounded-md bg-ink px-2.5 py-1.5 text-meta text-sheet [&_kbd]:text-sheet [&_kbd]:opacity-75">
        {tip}
        {tipKeys && <Kbd>{tipKeys}</Kbd>}
      </div>
    </div>
  );
}
