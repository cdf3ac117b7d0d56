import { ArrowDown, ArrowUp } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";
import { type Hidden, hiddenIn } from "./hidden";

const nothing: Hidden = { above: null, below: null };

/** Stands before the end of a list that scrolls, and says where unread rows are out of sight. */
export function MoreUnreads() {
  const ref = useRef<HTMLDivElement>(null);
  const hidden = useHidden(ref);
  const show = (row: Element) => row.scrollIntoView({ block: "center", behavior: "smooth" });
  return (
    <div ref={ref} className="pointer-events-none sticky bottom-0 h-0">
      {hidden.above && <Pill edge="top" onGo={() => hidden.above && show(hidden.above)} />}
      {hidden.below && <Pill edge="bottom" onGo={() => hidden.below && show(hidden.below)} />}
    </div>
  );
}

function Pill({ edge, onGo }: { edge: "top" | "bottom"; onGo: () => void }) {
  const Arrow = edge === "top" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      aria-label={t(edge === "top" ? "sidebar.moreAbove" : "sidebar.moreBelow")}
      onClick={onGo}
      className={cx(
        "pointer-events-auto absolute left-1/2 flex h-7 -translate-x-1/2 animate-fade items-center gap-1.5 whitespace-nowrap rounded-full bg-accent px-3 font-[600] text-meta text-on-accent shadow-float max-desk:h-11 [&_svg]:size-3.5",
        edge === "top" ? "top-(--list-top)" : "bottom-2",
      )}
    >
      <Arrow aria-hidden="true" />
      {t("sidebar.moreUnreads")}
    </button>
  );
}

/** Looks whenever the list has been scrolled, or its rows or its size have changed. */
function useHidden(ref: RefObject<HTMLDivElement | null>): Hidden {
  const [hidden, setHidden] = useState(nothing);
  useEffect(() => {
    const list = ref.current?.parentElement;
    if (!list) return;
    let frame = 0;
    const look = () => {
      frame = 0;
      ref.current?.style.setProperty("--list-top", `${8 - list.clientHeight}px`);
      const found = hiddenIn(list);
      setHidden((known) => (known.above === found.above && known.below === found.below ? known : found));
    };
    const soon = () => {
      frame ||= requestAnimationFrame(look);
    };
    const rows = new MutationObserver(soon);
    rows.observe(list, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-unread"] });
    const size = new ResizeObserver(soon);
    size.observe(list);
    list.addEventListener("scroll", soon, { passive: true });
    soon();
    return () => {
      cancelAnimationFrame(frame);
      rows.disconnect();
      size.disconnect();
      list.removeEventListener("scroll", soon);
    };
  }, [ref]);
  return hidden;
}
