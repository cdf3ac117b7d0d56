import type { Invite } from "@/api/types";

export type InviteState = "open" | "used" | "expired" | "revoked";

/** What became of an invitation. One that was used up tells so also after its time. */
export function stateOf({ revokedAt, expiresAt, maxUses, uses }: Invite, now = Date.now()): InviteState {
  if (maxUses > 0 && uses >= maxUses) return "used";
  if (revokedAt !== null) return "revoked";
  return Date.parse(expiresAt) > now ? "open" : "expired";
}
