import type { CSSProperties } from "react";
import type { Author, Presence, ShownPresence } from "@/api/types";
import { cx } from "@/lib/cx";
import { initialsOf, toneOf } from "../tone";

type Props = {
  user: Pick<Author, "id" | "displayName" | "username" | "avatarUrl">;
  /** Edge in pixels. Below 24 there is room for one letter only. */
  size?: number | string;
  /** Who is offline has no mark. */
  presence?: ShownPresence | null | undefined;
  className?: string;
};

/** A person's picture, or the echo ring with initials. The name always stands beside it, so it is decoration. */
export function Avatar({ user, size = 36, presence, className }: Props) {
  const edge = typeof size === "number" ? `${size}px` : size;
  const isSmall = typeof size === "number" && size < 24;
  const name = user.displayName || user.username;
  return (
    <span
      aria-hidden="true"
      className={cx("relative inline-grid flex-none select-none", className)}
      style={{ "--size": edge, "--tone": toneOf(user.id), width: edge, height: edge } as CSSProperties}
    >
      {user.avatarUrl ? (
        <img src={user.avatarUrl} alt="" className="size-full rounded-[30%] object-cover" />
      ) : (
        <span
          className="echo-ring grid size-full place-items-center rounded-[30%] font-[620] text-on-tone tracking-[0.01em]"
          style={{ fontSize: isSmall ? "10px" : "calc(var(--size) * .36)", lineHeight: 1 }}
        >
          {initialsOf(name, isSmall ? 1 : 2)}
        </span>
      )}
      {presence && presence !== "offline" && <Dot presence={presence} small={isSmall} />}
    </span>
  );
}

/**
 * Active is a filled dot, away a ring, do not disturb a disc with a bar: the shape says it too. The edge takes the colour
 * of the surface below.
 */
function Dot({ presence, small }: { presence: Presence; small: boolean }) {
  return (
    <i
      data-presence={presence}
      className={cx(
        "absolute grid place-items-center rounded-full border-[var(--surface,var(--frame))]",
        small ? "-right-[3px] -bottom-[3px] size-[9px] border-2" : "-right-0.5 -bottom-0.5 size-[11px] border-[2.5px]",
        tones[presence],
      )}
    />
  );
}

const tones: Record<Presence, string> = {
  active: "bg-online",
  away: "bg-[var(--surface,var(--frame))] shadow-[inset_0_0_0_2px_var(--ink-3)]",
  dnd: "bg-signal after:h-[1.5px] after:w-1 after:rounded-full after:bg-on-signal",
};
