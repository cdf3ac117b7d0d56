import { useParams } from "@tanstack/react-router";
import { lastWorkspace } from "@/lib/last-place";

/** The workspace on the screen; on pages that belong to none, the one that was open last. */
export function useWorkspaceHere(): string | null {
  const { workspaceId } = useParams({ strict: false });
  return workspaceId ?? lastWorkspace() ?? null;
}
