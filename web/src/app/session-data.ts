import { keepSnapshot, membershipsNow, membershipsQuery, restoreSnapshot } from "@/api/memberships";
import { queryClient } from "@/api/query";
import { lastChannel, lastWorkspace } from "@/lib/last-place";
import { loadAround } from "@/realtime";

let isKept = false;

/** What the routes behind the sign-in need before they are drawn: the list of the last visit, or of now if that is sooner. */
export async function prepareSession(): Promise<void> {
  if (!isKept) keepSnapshot();
  isKept = true;
  if (membershipsNow().length === 0)
    await Promise.race([restoreSnapshot(), queryClient.prefetchQuery(membershipsQuery)]);
}

/** Asks for what an address shows while the code that draws it is still on its way. */
export function fetchAhead({ pathname, search }: Location): void {
  void queryClient.prefetchQuery(membershipsQuery);
  const [isPlace, inWorkspace, inChannel] = /^\/(?:w\/([^/]+)(?:\/c\/([^/]+))?)?$/.exec(pathname) ?? [];
  if (isPlace === undefined || new URLSearchParams(search).has("m")) return;
  const workspaceId = inWorkspace ?? lastWorkspace();
  const channelId = inChannel ?? (workspaceId && lastChannel(workspaceId));
  if (workspaceId && channelId) loadAround({ workspaceId, channelId }).catch(() => {});
}

/** The workspace to open the app with: the last one, else the first, else none. */
export async function startingWorkspace() {
  const list = await queryClient.ensureQueryData(membershipsQuery);
  return list.find(({ id }) => id === lastWorkspace()) ?? list[0];
}
