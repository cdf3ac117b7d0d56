/** The nearest unread rows out of sight, in either direction. */
export type Hidden = { above: Element | null; below: Element | null };

/** Finds them. A row that is half in sight counts as seen. */
export function hiddenIn(list: Element): Hidden {
  const view = list.getBoundingClientRect();
  let above: Element | null = null;
  for (const row of list.querySelectorAll("[data-unread]")) {
    const { top, bottom } = row.getBoundingClientRect();
    const middle = (top + bottom) / 2;
    if (middle < view.top) above = row;
    else if (middle > view.bottom) return { above, below: row };
  }
  return { above, below: null };
}
