import type { ReactNode } from "react";
import { useId } from "react";
import { cx } from "@/lib/cx";

type Props = { title: string; text?: string; children: ReactNode; danger?: boolean };

/** One thing that can be set: what it is, what it means, and the control at the right of it. */
export function SettingRow({ title, text, children, danger = false }: Props) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row in every browser.
    <div
      role="group"
      aria-labelledby={id}
      className="flex items-center gap-x-6 gap-y-2 border-line border-t py-3.5 first:border-t-0 max-desk:flex-wrap"
    >
      <div className="min-w-0 flex-1 basis-60">
        <p id={id} className={cx("font-[600] text-ui", danger && "text-signal")}>
          {title}
        </p>
        {text && <p className="mt-0.5 max-w-[52ch] text-ink-3 text-small">{text}</p>}
      </div>
      {children}
    </div>
  );
}
