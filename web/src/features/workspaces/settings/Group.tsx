import { type ReactNode, useId } from "react";

type Props = { title: string; text?: string; children: ReactNode };

/** A part of a page of settings, under its own heading. */
export function Group({ title, text, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mt-10 first:mt-0">
      <h2 id={id} className="font-display text-title">
        {title}
      </h2>
      {text && <p className="mt-0.5 text-ink-3 text-small">{text}</p>}
      <div className="mt-3 border-line border-t pt-1">{children}</div>
    </section>
  );
}
