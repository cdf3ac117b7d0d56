import { cx } from "@/lib/cx";

type Props = { label: string; checked: boolean; onChange: (checked: boolean) => void; disabled?: boolean };

/** On or off, at once. */
export const Toggle = ({ label, checked, onChange, disabled }: Props) => (
  <button
    type="button"
    role="switch"
    aria-label={label}
    aria-checked={checked}
    disabled={disabled}
    onClick={() => onChange(!checked)}
    className="grid h-9 flex-none place-items-center rounded-full px-1 max-desk:h-11"
  >
    <span
      className={cx(
        "block h-[22px] w-[38px] rounded-full p-[3px] transition-colors duration-140 ease-out",
        checked ? "bg-accent" : "bg-sink shadow-[inset_0_0_0_1.5px_var(--edge)]",
        disabled && "opacity-60",
      )}
    >
      <i
        className={cx(
          "block size-4 rounded-full transition-transform duration-140 ease-out",
          checked ? "translate-x-4 bg-on-accent" : "bg-[var(--edge)]",
        )}
      />
    </span>
  </button>
);
