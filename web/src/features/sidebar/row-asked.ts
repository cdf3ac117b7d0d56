import type { MouseEvent } from "react";

type Point = { x: number; y: number };

/** The row that a menu was asked for, and where it is to open. */
export type RowAsked = { channelId: string; at: Point };

/** Which row a right click, a long press or the menu key was meant for; null when none. */
export function rowAsked(event: MouseEvent): RowAsked | null {
  const row = (event.target as HTMLElement).closest<HTMLElement>("[data-channel]");
  const channelId = row?.dataset.channel;
  return row && channelId ? { channelId, at: pointOf(event, row) } : null;
}

/** Where the mouse is; by keyboard there is no such place, and the menu opens under the row. */
function pointOf(event: MouseEvent, row: HTMLElement) {
  if (event.clientX > 0 || event.clientY > 0) return { x: event.clientX, y: event.clientY };
  const { left, bottom } = row.getBoundingClientRect();
  return { x: left + 12, y: bottom };
}
