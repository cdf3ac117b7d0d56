import type { Anchor } from "./anchors";

type Place = Extract<Anchor, { kind: "place" }>;

/** Where the reader was in each channel, for as long as the app runs. At the end is nothing to remember. */
const places = new Map<string, Place>();

export const placeIn = (channelId: string): Place | undefined => places.get(channelId);

export function rememberPlace(channelId: string, key: string, offset: number): void {
  places.set(channelId, { kind: "place", key, offset });
}

export const forgetPlace = (channelId: string): boolean => places.delete(channelId);
