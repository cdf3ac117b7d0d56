import { useEffect } from "react";
import { isDeviceIdle } from "./idle";
import { listen } from "./listen";
import { applyPresence, type Being } from "./people";
import { update, useBeing } from "./store";
import type { Wire } from "./wire";

/*
 * The server tells of the coming and going of those who are asked about, so the app asks about whom it shows: those of
 * one moment together, and all of them again after every reconnect and now and then, since what is told may be missed.
 */
const togetherMs = 50;
const againMs = 5 * 60_000;
/** The most that the server answers at once. */
const most = 200;

type Shown = { workspaceId: string; userId: string };

const shown = new Map<string, Shown & { places: number }>();
let waiting = new Map<string, Shown>();
let timer: ReturnType<typeof setTimeout> | undefined;
let wire: Wire | null = null;

function ask(who: Shown): void {
  waiting.set(`${who.workspaceId} ${who.userId}`, who);
  timer ??= setTimeout(() => void flush(), togetherMs);
}

async function flush(): Promise<void> {
  timer = undefined;
  const asked = [...waiting.values()];
  waiting = new Map();
  if (!wire?.isUp()) return; // the next connection asks about all
  for (const workspaceId of new Set(asked.map((who) => who.workspaceId))) {
    const ids = asked.filter((who) => who.workspaceId === workspaceId).map(({ userId }) => userId);
    for (let from = 0; from < ids.length; from += most) await askSome(wire, workspaceId, ids.slice(from, from + most));
  }
}

async function askSome(to: Wire, workspaceId: string, userIds: string[]): Promise<void> {
  const people = await to.askPresence(workspaceId, userIds).catch(() => []);
  if (to === wire) update((state) => people.reduce(applyPresence, state));
}

const askAll = (): void => {
  for (const who of shown.values()) ask(who);
};

/** Keeps in step how the people on the screen are, until the returned function is called. */
export function followPresence(current: Wire): () => void {
  wire = current;
  const unlisten = listen("resync", () => {
    if (isDeviceIdle()) current.tellPresence("idle");
    askAll();
  });
  const again = setInterval(askAll, againMs);
  return () => {
    wire = null;
    clearTimeout(timer);
    timer = undefined;
    clearInterval(again);
    unlisten();
  };
}

function show(who: Shown): () => void {
  const key = `${who.workspaceId} ${who.userId}`;
  const known = shown.get(key);
  shown.set(key, { ...who, places: (known?.places ?? 0) + 1 });
  if (!known) ask(who);
  return () => {
    const places = (shown.get(key)?.places ?? 1) - 1;
    if (places === 0) shown.delete(key);
    else shown.set(key, { ...who, places });
  };
}

/** How somebody is whom a part of the screen shows, from then on while it does. */
export function usePresence(workspaceId: string | undefined, userId: string): Being | undefined {
  useEffect(() => (workspaceId ? show({ workspaceId, userId }) : undefined), [workspaceId, userId]);
  return useBeing(userId);
}
