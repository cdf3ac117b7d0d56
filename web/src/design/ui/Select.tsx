import { ChevronDown } from "lucide-react";
import { cx } from "@/lib/cx";
import { Field, inputClass } from "./Field";

type Props = {
  label: string;
  hint?: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
};

/** One of many, chosen from the system's own list. */
export const Select = ({ label, hint, value, options, onChange }: Props) => (
  <Field label={label} hint={hint}>
    {(control) => (
      <span className={cx(inputClass, "relative flex items-center")}>
        <select
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="h-full w-full appearance-none bg-transparent pr-6 outline-none [&>option]:bg-sheet [&>option]:text-ink"
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden="true" className="pointer-events-none absolute right-3 size-4 text-ink-3" />
      </span>
    )}
  </Field>
);
