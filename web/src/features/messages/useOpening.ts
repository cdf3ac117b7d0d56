import { useCallback, useEffect, useRef, useState } from "react";
import { type ChannelWindow, type Place, useIsOnline } from "@/realtime";
import { openChannel, openMessage, type Reader, type View, viewOfHeld } from "./list/opening";

type Options = { place: Place; targetId: string | null; window: ChannelWindow | undefined; reader: Reader };

/** The view that is open, and the fetching of the next. The last wish wins. */
export function useOpening({ place, targetId, window, reader }: Options) {
  const [view, setView] = useState<View | null>(() => (targetId ? null : viewOfHeld(window, place.channelId, reader)));
  const [failed, setFailed] = useState<(() => Promise<View>) | null>(null);
  const turns = useRef(0);
  const latest = useRef({ reader, hasView: false });
  latest.current = { reader, hasView: view !== null };

  const run = useCallback(async (open: () => Promise<View>) => {
    const turn = ++turns.current;
    setFailed(null);
    try {
      const next = await open();
      if (turn === turns.current) setView(next);
    } catch {
      if (turn === turns.current) setFailed(() => open);
    }
  }, []);

  useEffect(() => {
    const open = () => openChannel(place, latest.current.reader);
    if (targetId) void run(() => openMessage(place, targetId).catch(open));
    else if (!latest.current.hasView) void run(open);
  }, [place, targetId, run]);

  // What could not be fetched for lack of a connection is fetched when there is one again.
  const isOnline = useIsOnline();
  const again = useRef(failed);
  again.current = failed;
  useEffect(() => {
    if (isOnline && again.current) void run(again.current);
  }, [isOnline, run]);

  return { view, setView, run, failed: failed !== null, retry: () => failed && void run(failed) };
}
