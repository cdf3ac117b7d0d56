import { useEffect, useSyncExternalStore } from "react";
import { markRead, type Place } from "@/realtime";

const subscribe = (changed: () => void) => {
  document.addEventListener("visibilitychange", changed);
  return () => document.removeEventListener("visibilitychange", changed);
};

export const useIsTabVisible = (): boolean =>
  useSyncExternalStore(subscribe, () => document.visibilityState === "visible");

type Options = Place & {
  isAtEnd: boolean;
  /** The last message on screen, and the last one known to be read. */
  lastNo: number;
  lastReadNo: number;
  /** The reader wants it to stay unread. */
  isHeld: boolean;
};

/**
 * Whether somebody reads the newest messages: the end is on screen, and the screen is looked at. What is read is marked
 * as read, on this device at once and on the server soon.
 */
export function useReading({ workspaceId, channelId, isAtEnd, lastNo, lastReadNo, isHeld }: Options): boolean {
  const isReading = useIsTabVisible() && isAtEnd;
  useEffect(() => {
    if (isReading && !isHeld && lastNo > lastReadNo) markRead(workspaceId, channelId, lastNo);
  }, [isReading, isHeld, workspaceId, channelId, lastNo, lastReadNo]);
  return isReading;
}
