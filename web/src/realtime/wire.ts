import type { PresenceEvent } from "@/api/types";
import type { RealtimeEvent, TypingPlace } from "./events";
import type { EchoSocket } from "./socket";

/** The line to the server, as the rest of the app sees it. */
export type Wire = {
  isUp: () => boolean;
  /** "websocket" or "polling"; empty while there is no line. */
  transport: () => string;
  /**
   * Joins the rooms of workspaces, each once per connection, and says whether any was new. Throws when the server does
   * not answer.
   */
  join: (workspaceIds: readonly string[]) => Promise<boolean>;
  tellTyping: (place: TypingPlace, isTyping: boolean) => void;
  /** Says whether somebody is at this device. */
  tellPresence: (state: "active" | "idle") => void;
  /** Asks how people are, and to be told when they come and go. Throws when the server does not answer. */
  askPresence: (workspaceId: string, userIds: string[]) => Promise<readonly PresenceEvent[]>;
  /** Tries at once, instead of waiting for the next attempt. */
  hurry: () => void;
  close: () => void;
};

type Handlers = { onUp: () => void; onDown: () => void; onEvent: (event: RealtimeEvent) => void };

const patienceMs = 5000;
const retryMs = 3000;

/** Opens the line. Its library is loaded apart from the app, which can be drawn without it. */
export function openWire(handlers: Handlers): Wire {
  const joined = new Set<string>();
  let socket: (EchoSocket & { close: () => void }) | null = null;
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const onUp = () => {
    joined.clear();
    handlers.onUp();
  };
  const load = async () => {
    try {
      const { openSocket } = await import("./socket");
      if (!isClosed) socket = openSocket({ ...handlers, onUp });
    } catch {
      timer = setTimeout(load, retryMs);
    }
  };
  void load();

  async function join(workspaceId: string): Promise<boolean> {
    const ack = await socket?.timeout(patienceMs).emitWithAck("join:workspace", { workspaceId });
    if (ack?.ok) joined.add(workspaceId);
    return joined.has(workspaceId);
  }

  return {
    isUp: () => socket?.connected ?? false,
    transport: () => (socket?.connected && socket.io.engine.transport.name) || "",
    join: async (workspaceIds) => {
      const answers = await Promise.all(workspaceIds.filter((id) => !joined.has(id)).map(join));
      return answers.includes(true);
    },
    // Volatile: old typing is of no use to anybody.
    tellTyping: (place, isTyping) => socket?.volatile.emit(isTyping ? "typing:start" : "typing:stop", place),
    tellPresence: (state) => socket?.emit("presence:set", { state }),
    askPresence: async (workspaceId, userIds) => {
      const ack = await socket?.timeout(patienceMs).emitWithAck("presence:get", { workspaceId, userIds });
      return ack?.ok ? ack.people : [];
    },
    hurry: () => {
      if (socket && !socket.connected) socket.disconnect().connect();
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}
