import { keepSnapshot, membershipsQuery, restoreSnapshot } from "@/api/memberships";
import { queryClient } from "@/api/query";
import { lastWorkspace } from "@/lib/last-place";

let isKept = false;

/** What the routes behind the sign-in need before they are drawn: the list of the last visit, where there is one. */
export function prepareSession(): Promise<void> {
  if (!isKept) keepSnapshot();
  isKept = true;
  return restoreSnapshot();
}

/** The workspace to open the app with: the last one, else the first, else none. */
export async function startingWorkspace() {
  const list = await queryClient.ensureQueryData(membershipsQuery);
  return list.find(({ id }) => id === lastWorkspace()) ?? list[0];
}
