import { AtSign, Mail, ScrollText, Settings2, Smile, Users } from "lucide-react";
import type { Membership } from "@/api/types";
import { canSeeInvites, isOwner } from "@/lib/rights";

/** The pages of a workspace's settings, in the order of the list. */
export const partNames = ["general", "members", "groups", "emoji", "invitations", "audit"] as const;
export type PartName = (typeof partNames)[number];

export const partIcons = {
  general: Settings2,
  members: Users,
  groups: AtSign,
  emoji: Smile,
  invitations: Mail,
  audit: ScrollText,
};

/** Those that a person may open. */
export const partsFor = (workspace: Membership): PartName[] =>
  partNames.filter((name) => {
    if (name === "invitations") return canSeeInvites(workspace);
    return name !== "audit" || isOwner(workspace);
  });

export const isPart = (text: string | undefined): text is PartName => partNames.some((name) => name === text);
