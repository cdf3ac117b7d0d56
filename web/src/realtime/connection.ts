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
let timer: ReturnType<typeof setTimeout> | undefined;

const show = (state: ConnectionState) => store.setState({ state });
const later = (ms: number, state: ConnectionState) => {
  clearTimeout(timer);
  timer = setTimeout(() => show(state), ms);
};

export const connection = {
  state: () => store.getState().state,
  up: () => {
    clearTimeout(timer);
    if (store.getState().state !== "reconnecting") return show("online");
    show("back");
    later(backForMs, "online");
  },
  down: () => {
    if (store.getState().state !== "reconnecting") later(reconnectingAfterMs, "reconnecting");
  },
  reset: () => {
    clearTimeout(timer);
    show("connecting");
  },
};

export const useConnection = (): ConnectionState => useStore(store, ({ state }) => state);
