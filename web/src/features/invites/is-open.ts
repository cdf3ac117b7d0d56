import type { Invite } from "@/api/types";

/** Whether someone could still join by this invitation. */
export const isOpen = ({ revokedAt, expiresAt, maxUses, uses }: Invite, now = Date.now()) =>
  revokedAt === null && Date.parse(expiresAt) > now && (maxUses === 0 || uses < maxUses);
