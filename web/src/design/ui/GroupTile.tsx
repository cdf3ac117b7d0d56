import type { CSSProperties } from "react";
import { toneOf } from "../tone";

/** Several people as one tile with their number. */
export const GroupTile = ({ id, count, size = 20 }: { id: string; count: number; size?: number }) => (
  <span
    aria-hidden="true"
    className="echo-ring grid flex-none place-items-center rounded-[30%] font-[620] text-on-tone"
    style={
      {
        "--tone": toneOf(id),
        width: size,
        height: size,
        fontSize: Math.max(10, size * 0.42),
        lineHeight: 1,
      } as CSSProperties
    }
  >
    {count}
  </span>
);
