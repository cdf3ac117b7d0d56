import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Channel } from "@/api/types";
import {
  atStart,
  type ChannelWindow,
  loadNewer,
  loadOlder,
  type Place,
  setFollowing,
  updateWindow,
  useWindow,
} from "@/realtime";
import { openEnd, type View } from "./list/opening";
import { forgetPlace, rememberPlace } from "./list/places";
import { type Row, rowsOf } from "./list/rows";
import type { TimelineHandle, Visible } from "./list/Timeline";
import { useHeldUnread } from "./unread";
import { useNews } from "./useNews";
import { useOpening } from "./useOpening";
import { useReading } from "./useReading";

type Options = { channel: Channel; me: string; targetId: string | null };

/** All that the timeline of one channel shows, and what can be done with it. */
export function useTimeline({ channel, me, targetId }: Options) {
  const { id: channelId, workspaceId, lastReadMessageNo: lastReadNo, unreadCount } = channel;
  const place: Place = useMemo(() => ({ workspaceId, channelId }), [workspaceId, channelId]);
  const list = useRef<TimelineHandle>(null);
  const window = useWindow(channelId);
  const [isAtEnd, setAtEnd] = useState(false);
  // The same, for what happens before the next render.
  const isAtEndNow = useRef(false);
  const [visible, setVisible] = useState<Visible | null>(null);
  const opening = useOpening({ place, targetId, window, reader: { me, lastReadNo, unreadCount } });
  const { view, setView } = opening;

  const lastNo = window?.items.at(-1)?.messageNo ?? 0;
  const heldFromNo = useHeldUnread(channelId);
  const isHeld = heldFromNo !== null;
  const isReading = useReading({ ...place, isAtEnd: isAtEnd && view !== null, lastNo, lastReadNo, isHeld });
  const news = useNews({ window, me, lastReadNo, view, setView, isReading, isAtEnd });
  const rows = useRows(window, view);
  useEffect(() => {
    if (heldFromNo !== null) setView((now) => now && { ...now, newFromNo: heldFromNo, unread: null });
  }, [heldFromNo, setView]);

  const onAtEnd = useCallback(
    (isThere: boolean) => {
      isAtEndNow.current = isThere;
      setAtEnd(isThere);
      updateWindow(channelId, (w) => setFollowing(w, isThere));
      if (isThere) forgetPlace(channelId);
    },
    [channelId],
  );

  const onVisible = useCallback(
    (seen: Visible) => {
      setVisible((before) => (before?.first === seen.first && before.last === seen.last ? before : seen));
      const first = rows[seen.first];
      if (first && !isAtEndNow.current) rememberPlace(channelId, first.key, seen.offset);
    },
    [channelId, rows],
  );

  const toEnd = () => {
    if (window?.live) list.current?.toEnd();
    else void opening.run(() => openEnd(place, view?.newFromNo ?? null));
  };

  return {
    list,
    view,
    failed: opening.failed,
    retry: opening.retry,
    rows,
    visible,
    isAtEnd,
    newCount: news.count,
    atStart: window ? atStart(window) : false,
    // A hole that is being filled is still the end; only a window that was cut off has more to page to.
    atEnd: window?.live ?? false,
    loadOlder: useCallback((settled: () => Promise<void>) => loadOlder(place, settled), [place]),
    loadNewer: useCallback(() => loadNewer(place), [place]),
    onAtEnd,
    onVisible,
    toEnd,
    dismissNewLine: news.dismissLine,
  };
}

function useRows(window: ChannelWindow | undefined, view: View | null): readonly Row[] {
  const newFromNo = view?.newFromNo ?? null;
  return useMemo(() => {
    if (!window) return [];
    const { items, live, pending } = window;
    const isWhole = atStart(window);
    const rows = rowsOf({ items, pending: live ? pending : [], atStart: isWhole, newFromNo });
    // How the oldest one looks depends on the one before it: it waits for that, or the rows below would move.
    return isWhole || rows.length < 2 ? rows : rows.slice(1);
  }, [window, newFromNo]);
}
