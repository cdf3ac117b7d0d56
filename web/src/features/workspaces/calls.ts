import { useThreadCalls } from "@/api/threads";
import type { Membership } from "@/api/types";
import { callsOf } from "@/lib/channel";

/** How many unread messages of the workspaces call the person, by workspace: in channels, and in threads. */
export function useCalls(workspaces: readonly Membership[]): readonly number[] {
  const inThreads = useThreadCalls(workspaces.map(({ id }) => id));
  return workspaces.map(({ channels }, i) => channels.reduce((sum, each) => sum + callsOf(each), inThreads[i] ?? 0));
}
