import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/lib/cx";
import { Field, inputClass } from "./Field";

type Props = Omit<ComponentProps<"textarea">, "onChange"> & {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: string;
  onChange: (value: string) => void;
};

/** A place for a few lines, which grows with them. */
export function TextArea({ label, hint, error, optional, onChange, className, ...rest }: Props) {
  return (
    <Field label={label} hint={hint} error={error} {...(optional && { optional })}>
      {(control) => (
        <textarea
          rows={3}
          {...rest}
          {...control}
          onChange={(event) => onChange(event.target.value)}
          className={cx(
            inputClass,
            "field-sizing-content h-auto max-h-64 min-h-20 resize-none py-2 max-desk:h-auto",
            className,
          )}
        />
      )}
    </Field>
  );
}
