import type { Channel, MemberEvent, Membership, Workspace } from "@/api/types";
import { changeChannel, findChannel, withMemberships } from "./apply-memberships";
import { applyProfile } from "./people";
import { type Applied, type Effect, type Gone, only, type State } from "./state";

/* Who comes and goes, and what becomes of the places that the reader is no longer in. */

/** The server is asked again for a count of members: adding up events would drift when one is missed. */
export function memberJoined(state: State, e: MemberEvent): Applied {
  const { workspaceId, channelId } = e;
  if (channelId) return { state, effects: [{ kind: "fetch-channel", workspaceId, channelId }, refreshMembers(e)] };
  if (e.userId === state.me) return { state, effects: [{ kind: "fetch-memberships" }] };
  return { state, effects: [{ kind: "fetch-workspace", workspaceId }, refreshMembers(e)] };
}

export function memberLeft(state: State, e: MemberEvent): Applied {
  if (e.userId !== state.me) return memberJoined(state, e);
  const { workspaceId, channelId } = e;
  return channelId
    ? forgetChannel(state, { workspaceId, channelId }, "removed")
    : forgetWorkspace(state, workspaceId, "removed");
}

/**
 * A role or a profile is another one. A role of mine takes effect at once; the server is asked too, because events of
 * two changes may arrive in either order.
 */
export function memberUpdated(state: State, e: MemberEvent): Applied {
  const { workspaceId, channelId } = e;
  const seen = applyProfile(state, e.user);
  if (e.userId !== state.me) return { state: seen, effects: [refreshMembers(e)] };
  if (channelId) {
    const next = changeChannel(seen, channelId, (c) => ({ ...c, role: e.role as Channel["role"] }));
    return { state: next, effects: [{ kind: "fetch-channel", workspaceId, channelId }, refreshMembers(e)] };
  }
  const role = e.role as Workspace["role"];
  const memberships = seen.memberships.map((m) => (m.id === workspaceId ? { ...m, role } : m));
  return { state: { ...seen, memberships }, effects: [{ kind: "fetch-workspace", workspaceId }, refreshMembers(e)] };
}

export function forgetChannel(state: State, at: { workspaceId: string; channelId: string }, why: Gone["why"]): Applied {
  const known = findChannel(state.memberships, at.channelId);
  if (!known) return only(state);
  const without = (m: Membership) => ({ ...m, channels: m.channels.filter((c) => c.id !== at.channelId) });
  const memberships = state.memberships.map((m) => (m.id === at.workspaceId ? without(m) : m));
  const gone = { kind: "say-gone", id: known.id, title: known.displayName || known.name, why } as const;
  return { state: withMemberships(state, memberships), effects: [gone] };
}

export function forgetWorkspace(state: State, id: string, why: Gone["why"]): Applied {
  const known = state.memberships.find((m) => m.id === id);
  if (!known) return only(state);
  const memberships = state.memberships.filter((m) => m.id !== id);
  const gone = { kind: "say-gone", id, title: known.displayName || known.name, why } as const;
  return { state: withMemberships(state, memberships), effects: [gone] };
}

const refreshMembers = ({ workspaceId, channelId }: MemberEvent): Effect => ({
  kind: "refresh-members",
  workspaceId,
  ...(channelId && { channelId }),
});
