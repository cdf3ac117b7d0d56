import { type FormEvent, useState } from "react";
import { ApiError } from "@/api/problem";
import { errorText } from "./error-text";
import { useCountdown } from "./useCountdown";

type Errors<V> = Partial<Record<keyof V, string>>;

type Options<V> = {
  initial: V;
  /** The faults of each field, in the words to show. An empty object lets the form go. */
  validate: (values: V) => Errors<V>;
  submit: (values: V) => Promise<void>;
  /** Which field an error code of the server belongs to, such as email_taken: "email". */
  fieldOf?: Record<string, keyof V>;
};

/**
 * The state of a form. Faults appear when a field is left or the form is sent, and go while they are being mended.
 * What the server finds wrong is shown at its field, and everything else above the button. `wait` is the number of
 * seconds that the server wants to pass before the next try; until then nothing is sent.
 */
export function useForm<V extends Record<string, string>>({ initial, validate, submit, fieldOf = {} }: Options<V>) {
  const [values, setValues] = useState(initial);
  const [touched, setTouched] = useState<Partial<Record<keyof V, boolean>>>({});
  const [refused, setRefused] = useState<Errors<V>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const wait = useCountdown(() => setFailure(null));
  const faults = validate(values);

  const set = (name: keyof V, value: string) => {
    setValues((now) => ({ ...now, [name]: value }));
    setRefused(({ [name]: _mended, ...rest }) => rest as Errors<V>);
  };

  const explain = (error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
    const field = fieldOf[error.code];
    const found: Errors<V> = field ? ({ [field]: errorText(error) } as Errors<V>) : {};
    for (const [name, message] of Object.entries(error.fields)) {
      if (name in initial) found[name as keyof V] = message;
    }
    setRefused(found);
    setFailure(Object.keys(found).length > 0 ? null : errorText(error));
    if (error.status === 429 && error.retryAfterMs) wait.start(error.retryAfterMs);
  };

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    setTouched(Object.fromEntries(Object.keys(initial).map((name) => [name, true])) as Record<keyof V, boolean>);
    if (busy || wait.seconds > 0) return;
    if (Object.keys(faults).length > 0) return focusFirstFault(form);
    setBusy(true);
    try {
      if (!(await attempt(() => submit(values)))) focusFirstFault(form);
    } finally {
      setBusy(false);
    }
  };

  /** Does something else the form offers; what fails is told as for the form itself. Returns whether it went well. */
  const attempt = async (task: () => Promise<void>): Promise<boolean> => {
    setFailure(null);
    try {
      await task();
      return true;
    } catch (error) {
      explain(error);
      return false;
    }
  };

  /** Empties the form, after it has done its work. */
  const reset = () => {
    setValues(initial);
    setTouched({});
    setRefused({});
  };

  const field = (name: keyof V & string) => ({
    name,
    value: values[name] ?? "",
    error: refused[name] ?? (touched[name] ? faults[name] : undefined),
    onChange: (value: string) => set(name, value),
    onBlur: () => values[name] && setTouched((now) => ({ ...now, [name]: true })),
  });

  return {
    values,
    set,
    field,
    form: { onSubmit, noValidate: true },
    busy,
    failure,
    wait: wait.seconds,
    attempt,
    reset,
  };
}

// The field is marked in the next render, so the look for it waits a frame.
function focusFirstFault(form: HTMLFormElement) {
  requestAnimationFrame(() =>
    form.querySelector<HTMLElement>("input[aria-invalid=true], textarea[aria-invalid=true]")?.focus(),
  );
}
