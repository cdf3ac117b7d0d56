import type { TipSide } from "../Tooltip";

type Box = { left: number; top: number; width: number; height: number };
type Size = { width: number; height: number };

const margin = 8;
const across: Record<TipSide, TipSide> = { top: "bottom", bottom: "top", left: "right", right: "left" };

/** Where a tooltip stands: beside its element on the side wanted, on the other one where there is no room, in the page. */
export function placeTip(anchor: Box, tip: Size, page: Size, wanted: TipSide): { left: number; top: number } {
  const fits = (side: TipSide) => {
    if (side === "top") return anchor.top >= tip.height;
    if (side === "bottom") return anchor.top + anchor.height + tip.height <= page.height;
    if (side === "left") return anchor.left >= tip.width;
    return anchor.left + anchor.width + tip.width <= page.width;
  };
  const side = fits(wanted) || !fits(across[wanted]) ? wanted : across[wanted];
  const beside = {
    top: anchor.top - tip.height,
    bottom: anchor.top + anchor.height,
    left: anchor.left - tip.width,
    right: anchor.left + anchor.width,
  };
  const isVertical = side === "top" || side === "bottom";
  const left = isVertical ? anchor.left + (anchor.width - tip.width) / 2 : beside[side];
  const top = isVertical ? beside[side] : anchor.top + (anchor.height - tip.height) / 2;
  return {
    left: within(left, page.width - tip.width - margin),
    top: within(top, page.height - tip.height),
  };
}

const within = (value: number, most: number) => Math.round(Math.max(margin, Math.min(value, most)));
