import { type Dispatch, type SetStateAction, useEffect, useRef, useState } from "react";
import type { ChannelWindow } from "@/realtime";
import type { View } from "./list/opening";
import { useIsTabVisible } from "./useReading";

type Options = {
  window: ChannelWindow | undefined;
  me: string;
  lastReadNo: number;
  view: View | null;
  setView: Dispatch<SetStateAction<View | null>>;
  isReading: boolean;
  isAtEnd: boolean;
};

/**
 * What has come while nobody was reading: how many messages below the screen are new, and where the New line stands.
 *
 * The line never moves while somebody reads. Once all is read and the tab is left, it goes; the next message that comes
 * unread gets a line of its own.
 */
export function useNews({ window, me, lastReadNo, view, setView, isReading, isAtEnd }: Options) {
  const items = window?.items ?? [];
  const lastNo = items.at(-1)?.messageNo ?? 0;
  const head = window?.head ?? 0;
  const [readHereNo, setReadHereNo] = useState(0);
  const knownNo = useRef(lastNo);
  const isTabVisible = useIsTabVisible();
  const newFromNo = view?.newFromNo ?? null;
  const seenNo = Math.max(readHereNo, view?.headNo ?? head);

  useEffect(() => {
    if (isReading) setReadHereNo((seen) => Math.max(seen, lastNo));
  }, [isReading, lastNo]);

  useEffect(() => {
    const before = knownNo.current;
    knownNo.current = Math.max(before, lastNo);
    if (isReading || !window?.live || before === 0 || newFromNo !== null) return;
    const first = items.find((m) => m.messageNo > Math.max(before, lastReadNo) && m.author.id !== me);
    if (first) setView((now) => now && { ...now, newFromNo: first.messageNo });
  }, [items, lastNo, isReading, window?.live, newFromNo, lastReadNo, me, setView]);

  const isAllRead = isAtEnd && lastNo <= seenNo;
  useEffect(() => {
    if (!isTabVisible && isAllRead) setView((now) => now && { ...now, newFromNo: null });
  }, [isTabVisible, isAllRead, setView]);

  const here = items.filter((m) => m.messageNo > seenNo && m.author.id !== me).length;
  const beyond = window && !window.live ? Math.max(0, head - Math.max(lastNo, seenNo)) : 0;
  return {
    count: here + beyond,
    dismissLine: () => setView((now) => now && { ...now, newFromNo: null, unread: null }),
  };
}
