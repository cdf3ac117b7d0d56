import { askAgain, asMet, forgetPerson, knownGroups, meet, meetGroups } from "@/api/directory";
import { keys } from "@/api/keys";
import { queryClient } from "@/api/query";
import type { MemberEvent } from "@/api/types";
import { listen, vitals } from "@/realtime";
import { startDraftSync } from "./draft-sync";

let isStarted = false;

/** What runs behind the composers for as long as the page lives. */
export function start(): void {
  if (isStarted) return;
  isStarted = true;
  startDraftSync();
  followDirectory();
}

const refresh = (queryKey: readonly string[]) => void queryClient.invalidateQueries({ queryKey });

/** Keeps the people, groups and emoji that texts are drawn with as they are now. */
function followDirectory(): void {
  const heardOf = (member: MemberEvent) =>
    // In a channel it is the role there.
    meet(member.workspaceId, [member.channelId ? member.user : asMet(member)]);
  listen("member:joined", heardOf);
  listen("member:updated", heardOf);
  listen("member:left", ({ workspaceId, channelId, userId }) => {
    if (!channelId) forgetPerson(workspaceId, userId);
    else void queryClient.invalidateQueries({ queryKey: ["suggest", workspaceId, channelId] });
  });
  listen("group:updated", ({ workspaceId, group, isDeleted }) => {
    const others = knownGroups(workspaceId).filter(({ id }) => id !== group.id);
    meetGroups(workspaceId, isDeleted ? others : [...others, group]);
    refresh(keys.groups(workspaceId));
  });
  listen("emoji:updated", ({ workspaceId }) => refresh(keys.emoji(workspaceId)));
  listen("resync", ({ channelId }) => {
    // The first connection has missed nothing.
    if (channelId || vitals.resyncs < 2) return;
    for (const key of ["groups", "emoji", "suggest"]) refresh([key]);
    askAgain();
  });
}
