import { type ReactNode, useEffect } from "react";
import { Mark } from "@/design/ui/Mark";
import { t } from "@/lib/i18n/t";
import { Poster } from "./Poster";

type Props = {
  title: string;
  text?: ReactNode;
  children?: ReactNode;
  /** The line under the form, such as the way from sign-in to sign-up. */
  foot?: ReactNode;
};

/** The page of everything that comes before the app: a form on the sheet, and the poster beside it. */
export function AuthPage({ title, text, children, foot }: Props) {
  useEffect(() => {
    document.title = `${title} · ${t("app.name")}`;
  }, [title]);
  return (
    <div className="flex min-h-dvh gap-2 p-2 max-desk:p-0">
      <main className="flex flex-1 flex-col rounded-xl bg-sheet px-6 py-8 shadow-hairline [--surface:var(--sheet)] max-desk:rounded-none desk:px-12">
        <Mark />
        <div className="m-auto flex w-full max-w-[380px] flex-col py-10">
          <h1 className="font-display text-display">{title}</h1>
          {text && <p className="mt-2 text-pretty text-body text-ink-2">{text}</p>}
          {children && <div className="mt-7">{children}</div>}
          {foot && <p className="mt-6 text-body text-ink-2">{foot}</p>}
        </div>
      </main>
      <Poster />
    </div>
  );
}

type FailureProps = {
  children: ReactNode;
  /** Seconds until the server takes the next try. */
  wait?: number;
};

/** What went wrong with the form as a whole. */
export const FormFailure = ({ children, wait = 0 }: FailureProps) =>
  children && (
    <div className="rounded-chip bg-signal-soft px-3.5 py-2.5 text-small text-signal">
      <p role="alert">{children}</p>
      {wait > 0 && (
        // Read once when it appears: a number that is read every second says nothing else any more.
        <p role="timer" className="tabular-nums">
          {t("auth.wait", wait)}
        </p>
      )}
    </div>
  );
