import { useRef } from "react";
import type { FollowedThread } from "@/api/types";

/**
 * The threads in the order in which they were first listed: what somebody reads does not move because it was read, or
 * because somebody replies. A thread that is new to the list comes first.
 */
export function useSteadyOrder(list: FollowedThread[] | undefined, part: string): FollowedThread[] | undefined {
  const known = useRef({ part, order: [] as string[] });
  if (known.current.part !== part) known.current = { part, order: [] };
  if (!list) return undefined;
  known.current.order = steadyOrder(
    known.current.order,
    list.map(({ root }) => root.id),
  );
  const byId = new Map(list.map((entry) => [entry.root.id, entry]));
  return known.current.order.flatMap((id) => byId.get(id) ?? []);
}

/** The known ones where they were; of the others those listed above a known one before all, the rest after. */
export function steadyOrder(known: readonly string[], listed: readonly string[]): string[] {
  const held = new Set(known);
  const last = listed.findLastIndex((id) => held.has(id));
  const fresh = listed.filter((id, i) => !held.has(id) && i < last);
  const further = listed.filter((id, i) => !held.has(id) && i >= last);
  return [...fresh, ...known, ...further];
}
