import { useMet } from "@/api/directory";
import { GuestMark } from "@/design/ui/GuestMark";

type Props = { workspaceId: string; userId: string };

/** Says of a guest of the workspace that they are one. */
export const GuestChip = ({ workspaceId, userId }: Props) =>
  useMet(workspaceId, userId)?.role === "guest" && <GuestMark />;
