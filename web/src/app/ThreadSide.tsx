import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useCallback } from "react";
import { useChannel } from "@/api/memberships";

const ThreadPane = lazy(() => import("@/features/threads").then((all) => ({ default: all.ThreadPane })));

type Props = { workspaceId: string; channelId: string; rootId: string; targetId: string | null };

/** The thread that the address names, beside its channel. */
export function ThreadSide({ workspaceId, channelId, rootId, targetId }: Props) {
  const channel = useChannel(workspaceId, channelId);
  const navigate = useNavigate();
  const close = useCallback(
    () => void navigate({ to: "/w/$workspaceId/c/$channelId", params: { workspaceId, channelId } }),
    [navigate, workspaceId, channelId],
  );
  return (
    <Suspense>
      {channel && <ThreadPane channel={channel} rootId={rootId} targetId={targetId} onClose={close} />}
    </Suspense>
  );
}
