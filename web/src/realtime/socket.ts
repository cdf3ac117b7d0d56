import { io, type Socket } from "socket.io-client";
import { getAccessToken, refreshAccessToken } from "@/api/session";
import { type ClientEvents, eventNames, type RealtimeEvent, type ServerEvents } from "./events";

export type EchoSocket = Socket<ServerEvents, ClientEvents>;

type Handlers = {
  onUp: (socket: EchoSocket) => void;
  onDown: () => void;
  onEvent: (event: RealtimeEvent) => void;
};

const firstDelayMs = 500;
const longestDelayMs = 10_000;
const tokenFaults = new Set(["missing_token", "invalid_token", "token_expired"]);

/**
 * Keeps one socket open for as long as somebody is signed in. socket.io-client comes back by itself after a lost
 * connection, but not after a refusal nor after the server has hung up; those cases are here.
 */
export function openSocket({ onUp, onDown, onEvent }: Handlers): EchoSocket & { close: () => void } {
  let token = "";
  let refusals = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const socket: EchoSocket = io({
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: firstDelayMs,
    reconnectionDelayMax: longestDelayMs,
    auth: (give) => {
      const withToken = (value: string) => {
        token = value;
        give({ token });
      };
      getAccessToken().then(withToken, () => withToken(""));
    },
  });

  const connectAfter = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => socket.connect(), ms * (0.5 + Math.random()));
  };

  socket.on("connect", () => {
    refusals = 0;
    onUp(socket);
  });
  socket.on("disconnect", () => {
    onDown();
    if (!socket.active) connectAfter(firstDelayMs);
  });
  socket.on("connect_error", (error) => {
    onDown();
    if (socket.active) return;
    const delay = Math.min(longestDelayMs, firstDelayMs * 2 ** refusals++);
    if (!tokenFaults.has(error.message)) return connectAfter(delay);
    // A session that is over signs the app out while refreshing, and that closes this socket.
    refreshAccessToken(token).then(
      () => connectAfter(refusals > 1 ? delay : 0),
      () => connectAfter(delay),
    );
  });
  socket.on("session:revoked", () => void refreshAccessToken(token).catch(() => {}));
  socket.on("server:stopping", ({ reconnectInMs }) => {
    socket.disconnect();
    connectAfter(reconnectInMs);
  });

  const unlisten = listenAll(socket, onEvent);
  return Object.assign(socket, {
    close: () => {
      clearTimeout(timer);
      unlisten();
      socket.removeAllListeners();
      return socket.disconnect();
    },
  });
}

function listenAll(socket: EchoSocket, onEvent: (event: RealtimeEvent) => void): () => void {
  const known = new Set<string>(eventNames);
  const listener = (type: string, payload: unknown) => {
    if (known.has(type)) onEvent({ type, payload } as RealtimeEvent);
  };
  socket.onAny(listener);
  return () => socket.offAny(listener);
}
