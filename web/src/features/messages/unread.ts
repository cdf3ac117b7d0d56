import { useEffect } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/** The channels that the reader has marked unread and not left since, with the first message that is unread again. */
const store = createStore<Record<string, number>>(() => ({}));

/** Keeps a channel from becoming read while it is on the screen. Gives back how to let go. */
export function holdUnread(channelId: string, fromNo: number): () => void {
  store.setState({ [channelId]: fromNo });
  return () => release(channelId);
}

function release(channelId: string): void {
  const { [channelId]: _gone, ...others } = store.getState();
  store.setState(others, true);
}

/** From which message on the channel was marked unread; null when it was not. It is over when the reader leaves. */
export function useHeldUnread(channelId: string): number | null {
  useEffect(() => () => release(channelId), [channelId]);
  return useStore(store, (state) => state[channelId] ?? null);
}
