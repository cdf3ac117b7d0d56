import { saved } from "@/api/endpoints";
import { changeHeld, withSaved } from "./apply-messages";
import { listen } from "./listen";
import type { State } from "./state";
import { readState, update } from "./store";

/* What was saved on another device while this one was away: the numbers of changes say nothing of it, so it is asked. */

/** So many of one workspace are asked for, the latest first; beyond them what is known is kept. */
const most = 500;
const pageSize = 100;

/** Asks which messages are saved, in the workspaces of which something is held. */
export async function catchUpSaved(): Promise<void> {
  const { windows, memberships } = readState();
  const isHeld = (id: string) => (windows[id]?.items.length ?? 0) > 0;
  for (const { id, channels } of memberships) if (channels.some((c) => isHeld(c.id))) await catchUpIn(id);
}

async function catchUpIn(workspaceId: string): Promise<void> {
  // What is heard of while the answer is on its way is newer than it.
  const heard = new Set<string>();
  const stop = listen("saved:updated", ({ messageId }) => heard.add(messageId));
  try {
    const [open, done] = [await listed(workspaceId, false), await listed(workspaceId, true)];
    const ids = new Set([...open.ids, ...done.ids]);
    update((state) => applySaved(state, { workspaceId, ids, isWhole: open.isWhole && done.isWhole, heard }));
  } finally {
    stop();
  }
}

async function listed(workspaceId: string, done: boolean): Promise<{ ids: string[]; isWhole: boolean }> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await saved.list({ workspaceId, done, limit: pageSize, ...(cursor && { cursor }) });
    ids.push(...page.items.map(({ message }) => message.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor && ids.length < most);
  return { ids, isWhole: !cursor };
}

type Told = { workspaceId: string; ids: ReadonlySet<string>; isWhole: boolean; heard: ReadonlySet<string> };

/** Takes in which messages are saved; a list that is not whole does not say which are not. */
export function applySaved(state: State, { workspaceId, ids, isWhole, heard }: Told): State {
  const held = [
    ...Object.values(state.windows).flatMap(({ items, ahead }) => [...items, ...ahead]),
    ...Object.values(state.threads).flatMap(({ root, items }) => [root, ...items]),
  ];
  const changed = new Map<string, boolean>();
  for (const m of held) {
    const isSaved = ids.has(m.id) || (!isWhole && m.isSaved);
    if (m.workspaceId === workspaceId && !heard.has(m.id) && isSaved !== m.isSaved) changed.set(m.id, isSaved);
  }
  return [...changed].reduce((next, [id, isSaved]) => changeHeld(next, id, (m) => withSaved(m, isSaved)), state);
}
