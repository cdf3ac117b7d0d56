import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/**
 * What the person is told about the connection. Short breaks are nobody's business: `reconnecting` begins five seconds
 * after the socket was lost, and only then is `back` said, for two.
 */
export type ConnectionState = "connecting" | "online" | "reconnecting" | "back";

export const reconnectingAfterMs = 5000;
const backForMs = 2000;

const store = createStore<{ state: ConnectionState }>(() => ({ state: "connecting" }));
let isDown = false;
let timer: ReturnType<typeof setTimeout> | undefined;

function show(state: ConnectionState, next?: { state: ConnectionState; afterMs: number }): void {
  clearTimeout(timer);
  store.setState({ state });
  if (next) timer = setTimeout(() => show(next.state), next.afterMs);
}

export const connection = {
  state: () => store.getState().state,
  /** Whether the line is up at this moment, whatever people are told. */
  isUp: () => !isDown && store.getState().state !== "connecting",
  up: () => {
    isDown = false;
    if (connection.state() === "reconnecting") show("back", { state: "online", afterMs: backForMs });
    else show("online");
  },
  /** May be said again with each failed attempt; the five seconds count from the first. */
  down: () => {
    if (isDown) return;
    isDown = true;
    show(connection.state(), { state: "reconnecting", afterMs: reconnectingAfterMs });
  },
  reset: () => {
    isDown = false;
    show("connecting");
  },
};

export const useConnection = (): ConnectionState => useStore(store, ({ state }) => state);

/** Whether the socket is up, as far as anybody is told. */
export const useIsOnline = (): boolean => useStore(store, ({ state }) => state === "online" || state === "back");
