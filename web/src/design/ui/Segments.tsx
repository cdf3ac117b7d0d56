import { cx } from "@/lib/cx";

type Props<V extends string> = {
  label: string;
  value: V;
  options: { value: V; label: string }[];
  onChange: (value: V) => void;
};

/** Which part of a list is in sight: a few short words side by side. */
export const Segments = <V extends string>({ label, value, options, onChange }: Props<V>) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row in every browser.
  <div role="group" aria-label={label} className="inline-flex flex-none rounded-chip bg-sink p-[3px]">
    {options.map((option) => (
      <button
        key={option.value}
        type="button"
        aria-pressed={option.value === value}
        onClick={() => onChange(option.value)}
        className={cx(
          "h-[30px] rounded-[7px] px-3 font-[560] text-small transition-colors duration-90 max-desk:h-11",
          option.value === value ? "bg-sheet text-ink shadow-hairline dark:bg-raised" : "text-ink-2 hover:text-ink",
        )}
      >
        {option.label}
      </button>
    ))}
  </div>
);
