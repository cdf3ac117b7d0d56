import type { ComponentProps, ReactNode } from "react";
import { useId } from "react";
import { cx } from "@/lib/cx";

type Frame = {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: string;
};

type FieldProps = Frame & {
  children: (control: { id: string; "aria-describedby": string | undefined; "aria-invalid": boolean }) => ReactNode;
};

/** A label, a control, and below it the error or else the hint, tied together for screen readers. */
export function Field({ label, hint, error, optional, children }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="flex items-baseline justify-between text-small font-[600] text-ink">
        {label}
        {optional && <span className="text-meta text-ink-3">{optional}</span>}
      </label>
      {children({ id, "aria-describedby": note ? `${id}-note` : undefined, "aria-invalid": Boolean(error) })}
      {note && (
        <p id={`${id}-note`} className={cx("text-small", error ? "text-signal" : "text-ink-3")}>
          {note}
        </p>
      )}
    </div>
  );
}

/** The look of every place to type in; the focus is the composer's. */
export const inputClass = cx(
  "h-10 w-full rounded-chip bg-sheet px-3 text-body text-ink shadow-[inset_0_0_0_1px_var(--edge)] outline-none max-desk:h-11",
  "transition-shadow duration-140 ease-out",
  "focus-within:shadow-[inset_0_0_0_1.5px_var(--accent),0_0_0_4px_color-mix(in_oklab,var(--accent)_13%,transparent)]",
  "aria-invalid:shadow-[inset_0_0_0_1.5px_var(--signal)]",
);

export type TextFieldProps = Frame &
  Omit<ComponentProps<"input">, "onChange"> & {
    onChange: (value: string) => void;
    /** Stands before the text, such as the # of a channel name. */
    lead?: ReactNode;
    /** Stands after it, such as a button that shows the password. */
    trail?: ReactNode;
  };

export function TextField({ label, hint, error, optional, lead, trail, onChange, className, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} {...(optional && { optional })}>
      {(control) => (
        <span aria-invalid={control["aria-invalid"]} className={cx(inputClass, "flex items-center gap-2", className)}>
          {lead && <span className="text-ink-3 [&_svg]:size-4">{lead}</span>}
          <input
            {...rest}
            {...control}
            onChange={(event) => onChange(event.target.value)}
            className="h-full min-w-0 flex-1 bg-transparent outline-none"
          />
          {trail}
        </span>
      )}
    </Field>
  );
}
