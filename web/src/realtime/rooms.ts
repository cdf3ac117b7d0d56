import type { EchoSocket } from "./socket";

const patienceMs = 5000;

/** Joins the rooms of workspaces over one socket, each once per connection. */
export function createRooms(socket: EchoSocket) {
  const joined = new Set<string>();

  return {
    /** A new connection is in no room. */
    reset: () => joined.clear(),
    /** Joins what is not joined yet, and says whether there was anything. Throws when the server does not answer. */
    join: async (workspaceIds: readonly string[]): Promise<boolean> => {
      const missing = workspaceIds.filter((id) => !joined.has(id));
      await Promise.all(
        missing.map(async (workspaceId) => {
          const ack = await socket.timeout(patienceMs).emitWithAck("join:workspace", { workspaceId });
          if (ack.ok) joined.add(workspaceId);
        }),
      );
      return missing.some((id) => joined.has(id));
    },
  };
}
