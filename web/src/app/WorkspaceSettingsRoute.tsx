import { useParams } from "@tanstack/react-router";
import { Suspense } from "react";
import { useMembership } from "@/api/memberships";
import { WorkspaceSettings } from "@/features/workspaces";

export function WorkspaceSettingsRoute() {
  const { workspaceId = "", part } = useParams({ strict: false });
  const workspace = useMembership(workspaceId);
  return <Suspense>{workspace && <WorkspaceSettings key={workspaceId} workspace={workspace} part={part} />}</Suspense>;
}
