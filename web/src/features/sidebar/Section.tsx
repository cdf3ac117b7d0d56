import { ChevronDown } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cx } from "@/lib/cx";

type Props = {
  title: string;
  heading: "h2" | "h3";
  collapsed: boolean;
  onToggle: () => void;
  /** The + at the right of the label. */
  action: ReactNode;
  children: ReactNode;
};

/** A labelled group of rows that folds. */
export function Section({ title, heading: Heading, collapsed, onToggle, action, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className="mt-3.5 flex h-7 items-center pr-0.5 pl-1.5 max-desk:mt-2.5 max-desk:h-11 max-desk:pr-1">
        <Heading
          id={id}
          className="min-w-0 flex-1 text-meta font-[600] tracking-[0.015em] text-ink-3 max-desk:text-small"
        >
          <button
            type="button"
            aria-expanded={!collapsed}
            onClick={onToggle}
            className="flex h-7 items-center gap-1.5 rounded-sm px-1.5 hover:text-ink-2 max-desk:h-11"
          >
            <ChevronDown
              aria-hidden="true"
              className={cx("size-3.5 transition-transform duration-140 ease-out", collapsed && "-rotate-90")}
            />
            {title}
          </button>
        </Heading>
        {action}
      </div>
      <ul>{children}</ul>
    </section>
  );
}
