import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { messages } from "@/api/endpoints";
import type { Message } from "@/api/types";
import { type TimelineHandle, useIsTabVisible } from "@/features/messages";
import {
  catchUpThread,
  isBehind,
  listen,
  loadNewerReplies,
  loadOlderReplies,
  loadThread,
  markThreadRead,
  type Pending,
  type Thread,
  type ThreadPlace,
  useThread,
  useWindow,
} from "@/realtime";
import { firstUnread, threadRows } from "./rows";

type Anchor = { kind: "end" } | { kind: "unread" | "message"; key: string };
/** How the thread was opened: another list for each time. */
type View = { id: number; anchor: Anchor; newFromNo: number | null; targetId: string | null };

type Options = { place: ThreadPlace; me: string; targetId: string | null };

let lastView = 0;
const none: readonly Pending[] = [];

/** All that the pane of one thread shows, and what can be done with it. */
export function useThreadPane({ place, me, targetId }: Options) {
  const thread = useThread(place.rootId);
  const waiting = useWindow(place.channelId)?.pending ?? none;
  const list = useRef<TimelineHandle>(null);
  const [isAtEnd, setAtEnd] = useState(false);
  const opening = useOpening({ place, me, targetId });
  const { view } = opening;

  useCatchUp(place, thread);
  useReading({ place, thread, isAtEnd: isAtEnd && view !== null });

  const pending = useMemo(() => waiting.filter((p) => p.threadRootId === place.rootId), [waiting, place.rootId]);
  const rows = useMemo(
    () => (thread ? threadRows({ thread, pending, newFromNo: view?.newFromNo ?? null }) : []),
    [thread, pending, view],
  );

  const toEnd = () => {
    if (thread && !thread.hasNewer) list.current?.toEnd();
    else opening.openEnd();
  };

  return {
    thread,
    view,
    error: opening.error,
    retry: opening.retry,
    list,
    rows,
    isAtEnd,
    atStart: thread ? !thread.hasOlder : false,
    atEnd: thread ? !thread.hasNewer : false,
    loadOlder: useCallback((settled: () => Promise<void>) => loadOlderReplies(place, settled), [place]),
    loadNewer: useCallback(() => loadNewerReplies(place), [place]),
    onAtEnd: setAtEnd,
    toEnd,
  };
}

/** Opens the thread at its first unread reply, at the one that was linked to, or at its end. The last wish wins. */
function useOpening({ place, me, targetId }: Options) {
  const [view, setView] = useState<View | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const turns = useRef(0);

  const open = useCallback(
    async (around?: number, target: string | null = null) => {
      const turn = ++turns.current;
      setError(null);
      try {
        const thread = await loadThread(place, around ?? (target ? await messageNoOf(place, target) : undefined));
        if (turn === turns.current) setView(viewOf(thread, me, target));
      } catch (reason) {
        if (turn === turns.current) setError(reason as Error);
      }
    },
    [place, me],
  );

  useEffect(() => void open(undefined, targetId), [open, targetId]);

  return {
    view,
    error,
    retry: () => void open(undefined, targetId),
    openEnd: () => void open(Number.MAX_SAFE_INTEGER),
  };
}

const messageNoOf = async ({ workspaceId, channelId }: ThreadPlace, id: string): Promise<number> =>
  (await messages.get(workspaceId, channelId, id)).messageNo;

function viewOf(thread: Thread, me: string, targetId: string | null): View {
  const newFromNo = firstUnread(thread, me);
  const find = (isIt: (m: Message) => boolean) => thread.items.find(isIt);
  const target = find((m) => m.id === targetId);
  const unread = find((m) => m.messageNo === newFromNo);
  const anchor: Anchor = target
    ? { kind: "message", key: keyOf(target) }
    : unread
      ? { kind: "unread", key: keyOf(unread) }
      : { kind: "end" };
  return { id: ++lastView, anchor, newFromNo, targetId: target?.id ?? null };
}

const keyOf = (m: Message) => `${m.author.id}/${m.clientMessageCorrelationId}`;

/** After an absence, and whenever the root tells of a reply that did not come, the server is asked. */
function useCatchUp(place: ThreadPlace, thread: Thread | undefined) {
  useEffect(() => listen("resync", () => void catchUpThread(place).catch(() => {})), [place]);
  const behind = thread !== undefined && isBehind(thread);
  useEffect(() => {
    if (!behind) return;
    const timer = setTimeout(() => void catchUpThread(place).catch(() => {}), graceMs);
    return () => clearTimeout(timer);
  }, [behind, place]);
}

/** A reply and the change of its root are two events: this long the first may take after the second. */
const graceMs = 400;

/** What is on the screen at the end of the thread, and looked at, is read. */
function useReading({ place, thread, isAtEnd }: { place: ThreadPlace; thread: Thread | undefined; isAtEnd: boolean }) {
  const isReading = useIsTabVisible() && isAtEnd;
  const lastNo = thread?.items.at(-1)?.messageNo ?? 0;
  const hasUnread = (thread?.state.lastReadMessageNo ?? 0) < lastNo;
  useEffect(() => {
    if (isReading && hasUnread) void markThreadRead(place, lastNo).catch(() => {});
  }, [isReading, hasUnread, place, lastNo]);
}
