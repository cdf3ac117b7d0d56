import { hasCode } from "@/api/client";
import { draftsQuery } from "@/api/drafts";
import { drafts } from "@/api/endpoints";
import { ApiError } from "@/api/problem";
import { queryClient } from "@/api/query";
import { currentUser } from "@/api/session";
import type { Draft } from "@/api/types";
import { toast } from "@/design/ui";
import { t } from "@/lib/i18n/t";
import "@/lib/i18n/en/later/writing";
import { membershipsNow } from "@/api/memberships";
import { findChannel, listen } from "@/realtime";
import { draftPlace, entryOf, keptPlaces, onDraftWritten, setEntry, writeDraft } from "./drafts";

/*
 * Keeps drafts in step with the server. What is written goes there once the person pauses; what comes from there takes
 * the place of a text that was not changed here since. Of two that were both changed, none is lost: the one that gives
 * way is offered.
 */
const pauseMs = 800;
const retryMs = 10_000;
/** A list that is older than a change may arrive after it; none takes this long. */
const settledMs = 60_000;

const timers = new Map<string, ReturnType<typeof setTimeout>>();
/** What is on its way to the server, by place. */
const sending = new Map<string, string>();

/** Begins; for as long as the page lives. */
export function startDraftSync(): void {
  onDraftWritten((place) => pushAfter(place, entryOf(place).text === "" ? 0 : pauseMs));
  listen("draft:updated", ({ draft }) => take(draft));
  listen("resync", pushAll);
  queryClient.getQueryCache().subscribe(({ type, query }) => {
    if (type !== "updated" || query.queryKey[0] !== "drafts" || query.state.status !== "success") return;
    takeAll(query.queryKey[1] as string, (query.state.data ?? []) as Draft[]);
  });
  for (const { id } of membershipsNow()) {
    const known = queryClient.getQueryData<Draft[]>(draftsQuery(id).queryKey);
    if (known) takeAll(id, known);
  }
  addEventListener("online", pushAll);
  pushAll();
}

function pushAll(): void {
  for (const place of keptPlaces()) if (entryOf(place).isNew) pushAfter(place, 0);
}

function pushAfter(place: string, ms: number): void {
  clearTimeout(timers.get(place));
  timers.set(
    place,
    setTimeout(() => {
      timers.delete(place);
      void push(place);
    }, ms),
  );
}

async function push(place: string): Promise<void> {
  const { text, revision, isNew } = entryOf(place);
  const [channelId = "", threadRootId = null] = place.split("/");
  const workspaceId = findChannel(membershipsNow(), channelId)?.workspaceId;
  const user = currentUser()?.id;
  // One at a time; what is written meanwhile goes after it.
  if (!isNew || !workspaceId || !user || sending.has(place)) return;
  sending.set(place, text);
  try {
    const saved = await drafts.put(channelId, threadRootId, { workspaceId, content: text, revision });
    if (currentUser()?.id === user) settle(place, saved);
  } catch (error) {
    if (currentUser()?.id !== user) return;
    if (hasCode(error, "draft_conflict") && error.current) meet(place, text, error.current as Draft);
    else if (error instanceof ApiError && error.isTransient) pushAfter(place, error.retryAfterMs ?? retryMs);
    // Anything else is a place one cannot write in any more; the text stays on this device.
  } finally {
    sending.delete(place);
  }
  const now = entryOf(place);
  if (now.isNew && now.text !== text && !timers.has(place)) pushAfter(place, pauseMs);
}

/** The server has a text of this device; it is new no longer, unless one has written on. */
function settle(place: string, { content, revision }: Draft): void {
  const now = entryOf(place);
  if (revision < now.revision) return;
  setEntry(place, { ...now, revision, isNew: now.text !== content && (now.text.trim() !== "" || content !== "") });
}

/** Both have changed. The text that one is writing stays; else the server's comes, and the other one is offered. */
function meet(place: string, mine: string, theirs: Draft): void {
  const now = entryOf(place);
  const isOver = theirs.content === "" || theirs.content === now.text;
  if (isOver || now.text === "" || isBeingWritten(place)) {
    setEntry(place, { ...now, revision: theirs.revision, isNew: theirs.content !== now.text });
    if (!isOver && now.text !== "") offer(place, theirs.content);
    if (theirs.content !== now.text) pushAfter(place, 0);
    return;
  }
  setEntry(place, { text: theirs.content, revision: theirs.revision, isNew: false });
  if (mine.trim() !== "") offer(place, mine);
}

function offer(place: string, text: string): void {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  const restore = () => {
    const now = entryOf(place).text;
    writeDraft(place, now.trim() === "" ? text : `${now}\n${text}`);
  };
  void toast(t("draft.other", shown), { label: t("draft.restore"), onClick: restore });
}

/** Takes in what another device, or another tab, has written. */
function take(draft: Draft): void {
  const place = draftPlace(draft.channelId, draft.threadRootId);
  const now = entryOf(place);
  if (draft.revision <= now.revision) return;
  if (sending.get(place) === draft.content || now.text === draft.content) settle(place, draft);
  // What was changed here is about to meet it on its way to the server.
  else if (!now.isNew) setEntry(place, { text: draft.content, revision: draft.revision, isNew: false });
}

/** The whole list: what it does not have was sent or thrown away elsewhere. */
function takeAll(workspaceId: string, list: readonly Draft[]): void {
  for (const draft of list) take(draft);
  const there = new Set(list.map(({ channelId, threadRootId }) => draftPlace(channelId, threadRootId)));
  for (const place of keptPlaces()) {
    const { isNew, revision, text, at } = entryOf(place);
    const isHere = findChannel(membershipsNow(), place.split("/")[0] ?? "")?.workspaceId === workspaceId;
    if (isHere && !there.has(place) && !isNew && revision > 0 && text !== "" && Date.now() - at > settledMs) {
      setEntry(place, { text: "", revision, isNew: false });
    }
  }
}

function isBeingWritten(place: string): boolean {
  const id = document.activeElement?.getAttribute("data-draft");
  return id === place && document.hasFocus();
}
