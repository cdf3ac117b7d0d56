import type { CSSProperties } from "react";
import { cx } from "@/lib/cx";
import { initialsOf, workspaceToneOf } from "../tone";

type Props = { workspace: { id: string; name: string; displayName: string }; className?: string };

/** A workspace as a 40 px tile with its letter. The name stands beside it or labels the link around it. */
export const WorkspaceTile = ({ workspace, className }: Props) => (
  <span
    aria-hidden="true"
    className={cx(
      "grid size-10 flex-none place-items-center rounded-[13px] bg-(--tone) font-display text-[15px] font-[650] leading-none text-on-tone",
      className,
    )}
    style={{ "--tone": workspaceToneOf(workspace.id) } as CSSProperties}
  >
    {initialsOf(workspace.displayName || workspace.name, 1)}
  </span>
);
