import type { ComponentProps } from "react";
import { cx } from "@/lib/cx";

export type ButtonProps = ComponentProps<"button"> & {
  tone?: "primary" | "plain" | "danger" | "quiet";
  size?: "normal" | "large";
  /** Shows that the action is under way; the button keeps its width and takes no second click. */
  busy?: boolean;
};

const tones = {
  primary: "bg-accent text-on-accent hover:bg-accent-2",
  plain: "text-ink shadow-edge hover:bg-row-hover",
  danger: "bg-signal text-on-signal hover:opacity-90",
  quiet: "text-ink-2 hover:bg-row-hover hover:text-ink",
};

export function Button({
  tone = "primary",
  size = "normal",
  busy = false,
  disabled,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
      className={cx(
        "inline-flex select-none items-center justify-center gap-2 whitespace-nowrap rounded-md font-[620] transition-colors duration-90",
        "active:translate-y-[0.5px] disabled:bg-sink disabled:text-ink-3 disabled:shadow-none max-desk:h-11",
        size === "large" ? "h-11 px-5 text-body" : "h-9 px-3.5 text-ui",
        tones[tone],
        className,
      )}
    >
      <span className={cx("inline-flex items-center gap-2", busy && "invisible")}>{children}</span>
      {busy && <Ripple />}
    </button>
  );
}

/** The echo ring as a sign of work under way. */
function Ripple() {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className="absolute size-4" fill="none" stroke="currentColor">
      <circle cx="8" cy="8" r="1.5" fill="currentColor" stroke="none" />
      <circle cx="8" cy="8" r="4" className="animate-skeleton" />
      <circle cx="8" cy="8" r="7" className="animate-skeleton [animation-delay:200ms]" />
    </svg>
  );
}
