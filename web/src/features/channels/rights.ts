import type { Channel } from "@/api/types";

/* What the own role allows. The server decides; this only keeps buttons away that would be refused. */

export const generalName = "general";

export const canEdit = ({ role, isArchived }: Channel) => !isArchived && role !== "" && role !== "viewer";

export const canManageMembers = ({ role, type }: Channel) =>
  type !== "direct" && (role === "owner" || role === "admin");

export const canAddMembers = ({ role, type }: Channel) => type !== "direct" && role !== "" && role !== "viewer";

/** Everyone belongs to #general for as long as they belong to the workspace. */
export const canLeave = ({ role, type, name }: Channel) => role !== "" && type !== "direct" && name !== generalName;
