import { cx } from "@/lib/cx";

type Props = {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  /** Its name, where no label of the page has its id. */
  label?: string;
  id?: string;
  describedBy?: string | undefined;
};

/** On or off, at once. */
export const Toggle = ({ checked, onChange, disabled, label, id, describedBy }: Props) => (
  <button
    type="button"
    id={id}
    role="switch"
    aria-label={label}
    aria-checked={checked}
    aria-describedby={describedBy}
    disabled={disabled}
    onClick={() => onChange(!checked)}
    className="grid h-6 w-11 flex-none place-items-center max-desk:h-11"
  >
    <span
      className={cx(
        "flex h-6 w-11 items-center rounded-full p-0.5 transition-colors duration-140",
        checked ? "bg-accent" : "bg-(--edge)",
        disabled && "opacity-60",
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
);
