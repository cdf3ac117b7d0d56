/** Where a channel opens. */
export type Anchor =
  | { kind: "end" }
  /** The first unread message, with two read ones above it. */
  | { kind: "unread"; key: string }
  /** A message that somebody linked to, in the middle. */
  | { kind: "message"; key: string }
  /** Where the reader was: this row, scrolled this far past its upper edge. */
  | { kind: "place"; key: string; offset: number };

export type Placement = { index: number; align: "start" | "center" | "end"; offset?: number };

const readAbove = 2;
/** The room under the last row, in pixels. */
const foot = 6;

/** The row to be scrolled to, and how. An anchor that is not in the list any more gives the end. */
export function placementOf(anchor: Anchor, rows: readonly { key: string }[]): Placement {
  const end: Placement = { index: rows.length - 1, align: "end", offset: foot };
  if (anchor.kind === "end") return end;
  const at = rows.findIndex((row) => row.key === anchor.key);
  if (at < 0) return end;
  if (anchor.kind === "unread") return { index: Math.max(0, at - readAbove), align: "start" };
  if (anchor.kind === "message") return { index: at, align: "center" };
  return { index: at, align: "start", offset: anchor.offset };
}
