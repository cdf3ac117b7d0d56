import { channels, workspaces } from "@/api/endpoints";
import { pages } from "@/api/pages";
import { queryClient } from "@/api/query";
import { applyChannel, applyMemberships, applyUnread, applyWorkspace, findChannel } from "./apply-memberships";
import { sayGone } from "./gone";
import type { Effect } from "./state";
import { readState, update } from "./store";
import { isInexact, type Tally } from "./tally";

/* What events leave open is asked of the server: at once where the screen waits for it, else gathered for a moment. */

const gatherMs = 1000;
/** A list of people that is open on the screen follows sooner. */
const listMs = 150;
const timers = new Map<string, ReturnType<typeof setTimeout>>();

export function runEffect(effect: Effect): void {
  if (effect.kind === "say-gone") sayGone(effect);
  else if (effect.kind === "refresh-members") {
    const { workspaceId, channelId } = effect;
    once(`members ${channelId ?? workspaceId}`, listMs, () => refreshMembers(workspaceId, channelId));
  } else if (effect.kind === "fetch-memberships") once("memberships", effect.gather ? gatherMs : 0, fetchMemberships);
  else if (effect.kind === "fetch-workspace")
    once(effect.workspaceId, gatherMs, () => fetchWorkspace(effect.workspaceId));
  else {
    const { workspaceId, channelId } = effect;
    const isKnown = findChannel(readState().memberships, channelId) !== undefined;
    once(channelId, isKnown ? gatherMs : 0, () => fetchChannel(workspaceId, channelId));
  }
}

/** Looks for counts that may be wrong, and has them counted anew. */
export function watchTallies(tallies: Readonly<Record<string, Tally>>): void {
  for (const { id, channels } of readState().memberships) {
    const isWrong = channels.some((c) => tallies[c.id] && isInexact(tallies[c.id] as Tally));
    if (isWrong) once(`unread ${id}`, gatherMs, () => fetchUnread(id));
  }
}

export async function fetchMemberships(): Promise<void> {
  const fetched = await pages((cursor) => workspaces.memberships(cursor));
  update((state) => applyMemberships(state, fetched));
}

async function fetchWorkspace(id: string): Promise<void> {
  const workspace = await workspaces.get(id);
  update((state) => applyWorkspace(state, workspace));
}

async function fetchChannel(workspaceId: string, id: string): Promise<void> {
  const channel = await channels.get(workspaceId, id);
  if (channel.role !== "") update((state) => applyChannel(state, channel));
}

/** Lists of members that are on the screen are asked for again, the others when they are next opened. */
async function refreshMembers(workspaceId: string, channelId?: string): Promise<void> {
  const lists = channelId
    ? [
        ["channel-members", channelId],
        ["channel-faces", channelId],
      ]
    : [["workspace-members", workspaceId]];
  await Promise.all(lists.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}

async function fetchUnread(workspaceId: string): Promise<void> {
  const { items } = await workspaces.unreadCounts(workspaceId);
  update((state) => applyUnread(state, items));
}

/** Runs a task after a moment; the same wish within that moment is one. A failure is left to the next reconnect. */
function once(key: string, ms: number, task: () => Promise<void>): void {
  if (timers.has(key)) return;
  const run = () => {
    timers.delete(key);
    task().catch(() => {});
  };
  timers.set(key, setTimeout(run, ms));
}

export function forgetFacts(): void {
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
}
