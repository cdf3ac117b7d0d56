import { type ReactNode, useMemo } from "react";
import { knownPerson } from "@/api/directory";
import { useOwnUser } from "@/api/session";
import { openProfile } from "@/features/profile";
import { openDialog } from "@/lib/dialogs";
import { type Acts, TextActs } from "@/lib/markdown";
import { router } from "./router";

/** What happens when a name in a message is pressed. */
export function WithTextActs({ children }: { children: ReactNode }) {
  const me = useOwnUser().id;
  const acts = useMemo((): Acts => ({ me, opens: ["user", "group", "link"], open }), [me]);
  return <TextActs value={acts}>{children}</TextActs>;
}

const open: Acts["open"] = ({ kind, id, name }, workspaceId, anchor) => {
  if (!id) return;
  if (kind === "link")
    void router.navigate({ to: "/w/$workspaceId/c/$channelId", params: { workspaceId, channelId: id } });
  if (kind === "group") openDialog({ kind: "group-card", workspaceId, groupId: id, anchor });
  if (kind === "user") {
    const nobodyYet = { id, username: name, displayName: "", avatarUrl: null };
    openProfile(knownPerson(workspaceId, id) ?? nobodyYet, anchor);
  }
};
