import { ChevronDown } from "lucide-react";
import { cx } from "@/lib/cx";

type Props<V extends string> = {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
  disabled?: boolean;
  /** In a row of a list, where a frame around each would be noise. */
  quiet?: boolean;
};

/** One of a few in a small place: the list of the system, which every finger and screen reader knows. */
export function InlineSelect<V extends string>({ label, value, options, onChange, disabled, quiet = false }: Props<V>) {
  return (
    <span className="relative inline-flex flex-none items-center">
      <select
        aria-label={label}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value as V)}
        className={cx(
          "h-9 cursor-pointer appearance-none rounded-md bg-transparent pr-8 text-ink text-ui transition-colors duration-90 max-desk:h-11 [&>option]:bg-sheet [&>option]:text-ink",
          "hover:bg-row-hover disabled:cursor-default disabled:text-ink-3 disabled:hover:bg-transparent",
          quiet ? "pl-2.5 text-ink-2" : "pl-3 shadow-edge",
        )}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden="true" className="pointer-events-none absolute right-2.5 size-3.5 text-ink-3" />
    </span>
  );
}
