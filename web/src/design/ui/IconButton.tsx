import type { ComponentProps } from "react";
import { cx } from "@/lib/cx";
import { type TipSide, Tooltip } from "./Tooltip";

type Props = Omit<ComponentProps<"button">, "aria-label"> & {
  /** What it does: the accessible name, and the tooltip. */
  label: string;
  keys?: string;
  side?: TipSide;
  size?: "normal" | "small";
};

const sizes = {
  normal: "size-8 [&_svg]:size-[18px] max-desk:[&_svg]:size-[21px]",
  small: "size-7 [&_svg]:size-3.5 max-desk:[&_svg]:size-4",
};

/** 32 px with an icon of 18 on a desktop, 44 px under a finger. */
export function IconButton({ label, keys, side, size = "normal", className, children, ...rest }: Props) {
  return (
    <Tooltip label={label} {...(keys && { keys })} {...(side && { side })}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={cx(
          "grid flex-none place-items-center rounded-md text-ink-2 transition-colors duration-90",
          "hover:bg-row-hover hover:text-ink disabled:text-ink-3 disabled:hover:bg-transparent",
          "data-[state=open]:bg-row-hover max-desk:size-11",
          sizes[size],
          className,
        )}
      >
        {children}
      </button>
    </Tooltip>
  );
}
