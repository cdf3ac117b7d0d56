import { useState } from "react";
import type { useTimeline } from "./useTimeline";

/** So far from the end that a way back is welcome even when nothing is new. */
const farRows = 12;

/** The ways to what is new: below the screen, and above it. */
export function usePills({ list, view, rows, visible, isAtEnd, atEnd, newCount }: ReturnType<typeof useTimeline>) {
  const [dismissed, setDismissed] = useState<number | null>(null);
  const [met, setMet] = useState<number | null>(null);
  if (!view || !visible) return { latest: null, unread: null };

  const isFar = !atEnd || rows.length - 1 - visible.last > farRows;
  const latest = !isAtEnd && (newCount > 0 || isFar) ? { newCount } : null;

  const lineAt = rows.findIndex((row) => row.kind === "message" && row.isFirstNew);
  const line = rows[lineAt];
  // Once the line was on screen there is nothing to point at.
  if (lineAt >= visible.first && lineAt <= visible.last && met !== view.id) setMet(view.id);
  const isAbove = lineAt >= 0 && lineAt < visible.first && met !== view.id && dismissed !== view.id;
  const unread =
    isAbove && line && view.unread
      ? {
          ...view.unread,
          onGo: () => list.current?.toRow(line.key),
          onDismiss: () => setDismissed(view.id),
        }
      : null;
  return { latest, unread };
}
