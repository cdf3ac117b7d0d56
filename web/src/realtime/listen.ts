import type { RealtimeEvent, ServerEvents } from "./events";

type Payload<Name extends keyof ServerEvents> = Parameters<ServerEvents[Name]>[0];
type Listener = (payload: never) => void;

const listeners = new Map<keyof ServerEvents, Set<Listener>>();

/**
 * Calls back with each event of a kind, after the state has taken it in; for parts of the app that keep lists of their
 * own in the query cache. `resync` says that something may have been missed, and comes after every reconnect, too.
 */
export function listen<Name extends keyof ServerEvents>(name: Name, callback: (payload: Payload<Name>) => void) {
  const known = listeners.get(name) ?? new Set();
  listeners.set(name, known.add(callback));
  return () => void known.delete(callback);
}

export function tellListeners({ type, payload }: RealtimeEvent): void {
  for (const callback of listeners.get(type) ?? []) callback(payload as never);
}
