import { type ReactNode, useId, useState } from "react";
import { cx } from "@/lib/cx";
import { t } from "@/lib/i18n/t";

/** Shows the beginning of a long text, and the rest when asked. */
export function Fold({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <div id={id} className={cx(!isOpen && "max-h-80 overflow-hidden mask-b-from-75%")}>
        {children}
      </div>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        className="mt-1 rounded-sm font-[630] text-accent text-small underline-offset-3 hover:underline"
      >
        {t(isOpen ? "message.showLess" : "message.showMore")}
      </button>
    </>
  );
}
