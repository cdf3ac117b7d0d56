import { useId } from "react";
import { cx } from "@/lib/cx";

type Option<V extends string> = { value: V; label: string; text?: string };

type Props<V extends string> = {
  legend: string;
  value: V;
  options: Option<V>[];
  onChange: (value: V) => void;
  /** Side by side, for short labels. */
  inline?: boolean;
};

/** One of a few, all of them in sight. */
export function Choice<V extends string>({ legend, value, options, onChange, inline = false }: Props<V>) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 text-small font-[600]">{legend}</legend>
      <div className={cx("grid gap-2", inline && "grid-flow-col auto-cols-fr max-desk:grid-flow-row")}>
        {options.map((option) => (
          <label
            key={option.value}
            className={cx(
              "flex cursor-pointer items-start gap-3 rounded-chip px-3 py-2.5 transition-shadow duration-140 max-desk:py-3",
              "has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2",
              option.value === value
                ? "bg-accent-soft shadow-[inset_0_0_0_1.5px_var(--accent)]"
                : "shadow-edge hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="mt-[3px] size-4 flex-none accent-accent outline-none"
            />
            <span className="min-w-0">
              <span className="block text-ui font-[600]">{option.label}</span>
              {option.text && <span className="block text-small text-ink-2">{option.text}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
