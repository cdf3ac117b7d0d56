import { useId } from "react";
import { cx } from "@/lib/cx";

type Props = { label: string; text?: string; checked: boolean; onChange: (checked: boolean) => void };

/** Something that is on or off, and takes effect at once. */
export function Switch({ label, text, checked, onChange }: Props) {
  const id = useId();
  return (
    <div className="flex items-start gap-4">
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="block text-ui font-[600]">
          {label}
        </label>
        {text && (
          <p id={`${id}-text`} className="text-small text-ink-3">
            {text}
          </p>
        )}
      </div>
      <button
        type="button"
        id={id}
        role="switch"
        aria-checked={checked}
        aria-describedby={text ? `${id}-text` : undefined}
        onClick={() => onChange(!checked)}
        className="grid h-6 w-11 flex-none place-items-center max-desk:h-11"
      >
        <span
          className={cx(
            "flex h-6 w-11 items-center rounded-full p-0.5 transition-colors duration-140",
            checked ? "bg-accent" : "bg-(--edge)",
          )}
        >
          <i
            className={cx(
              "size-5 rounded-full bg-sheet transition-transform duration-140 ease-out",
              checked && "translate-x-5",
            )}
          />
        </span>
      </button>
    </div>
  );
}
