import { type ReactNode, useId } from "react";

type Props = { title: string; text?: ReactNode; children: ReactNode };

/** A part of a section under a heading of its own. */
export function Group({ title, text, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-line border-t pt-6 pb-9">
      <h2 id={id} className="font-display text-title">
        {title}
      </h2>
      {text && <p className="mt-0.5 text-small text-ink-3">{text}</p>}
      <div className="mt-5">{children}</div>
    </section>
  );
}
