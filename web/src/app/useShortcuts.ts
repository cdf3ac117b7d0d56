import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useMembership } from "@/api/memberships";
import { useOwnUser } from "@/api/session";
import { readAll } from "@/features/palette";
import { inOrder, neighbour, sectionsOf } from "@/features/sidebar";
import { nextRegion } from "@/lib/a11y/regions";
import { openDialog } from "@/lib/dialogs";
import { actionOf, isTyping } from "@/lib/keymap";

/** The keys that work everywhere: jump, previous and next conversation, next region of the page, what is read. */
export function useShortcuts(workspaceId: string, channelId: string | undefined) {
  const me = useOwnUser().id;
  const workspace = useMembership(workspaceId);
  const navigate = useNavigate();

  useEffect(() => {
    const go = (step: 1 | -1, unreadOnly: boolean) => () => {
      const rows = workspace ? inOrder(sectionsOf(workspace, me)) : [];
      const target = neighbour(rows, channelId, step, unreadOnly);
      if (target) void navigate({ to: "/w/$workspaceId/c/$channelId", params: { workspaceId, channelId: target.id } });
    };
    const actions = {
      jump: () => openDialog({ kind: "palette", workspaceId }),
      shortcuts: () => openDialog({ kind: "shortcuts", workspaceId }),
      debug: () => openDialog({ kind: "debug", workspaceId }),
      markAllRead: () => readAll(workspaceId),
      nextChannel: go(1, false),
      previousChannel: go(-1, false),
      nextUnread: go(1, true),
      previousUnread: go(-1, true),
      nextRegion: () => nextRegion(1),
      previousRegion: () => nextRegion(-1),
    };
    const names = Object.keys(actions) as (keyof typeof actions)[];
    const onKey = (event: KeyboardEvent) => {
      const name = actionOf(event, names);
      if (!name || (event.key === "?" && isTyping(event))) return;
      event.preventDefault();
      actions[name]();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [workspace, me, workspaceId, channelId, navigate]);
}
