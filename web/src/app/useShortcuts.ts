import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useMembership } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import { inOrder, neighbour, sectionsOf } from "@/features/sidebar";
import { nextRegion } from "@/lib/a11y/regions";
import { openDialog } from "@/lib/dialogs";

/** The keys that work everywhere: jump, previous and next conversation, next region of the page. */
export function useShortcuts(workspaceId: string, channelId: string | undefined) {
  const me = useOwnUser().id;
  const workspace = useMembership(workspaceId);
  const navigate = useNavigate();

  useEffect(() => {
    const move = (step: 1 | -1, unreadOnly: boolean) => {
      const rows = workspace ? inOrder(sectionsOf(workspace, me)) : [];
      const target = neighbour(rows, channelId, step, unreadOnly);
      if (target) void navigate({ to: "/w/$workspaceId/c/$channelId", params: { workspaceId, channelId: target.id } });
    };
    const onKey = (event: KeyboardEvent) => {
      const { key, altKey, shiftKey, ctrlKey, metaKey } = event;
      if ((ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === "k") {
        openDialog({ kind: "palette", workspaceId });
      } else if (altKey && !ctrlKey && !metaKey && (key === "ArrowDown" || key === "ArrowUp")) {
        move(key === "ArrowDown" ? 1 : -1, shiftKey);
      } else if (key === "F6" && !altKey && !metaKey) {
        nextRegion(shiftKey ? -1 : 1);
      } else {
        return;
      }
      event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [workspace, me, workspaceId, channelId, navigate]);
}
