import { cloneElement, type HTMLAttributes, type ReactElement } from "react";

export type TipSide = "top" | "right" | "bottom" | "left";

type Props = {
  label: string;
  /** A shortcut shown after the label, such as "Ctrl K". */
  keys?: string;
  side?: TipSide;
  children: ReactElement<HTMLAttributes<HTMLElement>>;
};

/**
 * Says what its child is for, to whoever points at it or comes to it by key. It is only noted on the child: one
 * TooltipHost watches for all of them, so that a tooltip on every button of a long list costs nothing.
 */
export const Tooltip = ({ label, keys, side, children }: Props) =>
  cloneElement(children, { "data-tip": label, "data-tip-keys": keys, "data-tip-side": side } as object);
