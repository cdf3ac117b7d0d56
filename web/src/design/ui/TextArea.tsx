import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/lib/cx";
import { Field, inputClass } from "./Field";

type Props = Omit<ComponentProps<"textarea">, "onChange"> & {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  onChange: (value: string) => void;
};

/** A few lines of text; the field grows with them. */
export const TextArea = ({ label, hint, error, onChange, ...rest }: Props) => (
  <Field label={label} hint={hint} error={error}>
    {(control) => (
      <textarea
        rows={3}
        {...rest}
        {...control}
        onChange={(event) => onChange(event.target.value)}
        className={cx(inputClass, "field-sizing-content h-auto max-h-60 min-h-20 resize-none py-2 max-desk:h-auto")}
      />
    )}
  </Field>
);
