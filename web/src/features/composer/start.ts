import { forgetPerson, knownGroups, meet, meetGroups } from "@/api/directory";
import { keys } from "@/api/keys";
import { queryClient } from "@/api/query";
import { listen } from "@/realtime";
import { startDraftSync } from "./draft-sync";

let isStarted = false;

/** What runs behind the composers for as long as the page lives. */
export function start(): void {
  if (isStarted) return;
  isStarted = true;
  startDraftSync();
  followDirectory();
}

/** Keeps the people, groups and emoji that texts are drawn with as they are now. */
function followDirectory(): void {
  listen("member:joined", ({ workspaceId, user }) => meet(workspaceId, [user]));
  listen("member:updated", ({ workspaceId, user }) => meet(workspaceId, [user]));
  listen("member:left", ({ workspaceId, channelId, userId }) => {
    if (!channelId) forgetPerson(workspaceId, userId);
    else void queryClient.invalidateQueries({ queryKey: ["suggest", workspaceId, channelId] });
  });
  listen("group:updated", ({ workspaceId, group, isDeleted }) => {
    const others = knownGroups(workspaceId).filter(({ id }) => id !== group.id);
    meetGroups(workspaceId, isDeleted ? others : [...others, group]);
  });
  listen(
    "emoji:updated",
    ({ workspaceId }) => void queryClient.invalidateQueries({ queryKey: keys.emoji(workspaceId) }),
  );
}
