import { deviceRows } from "./device-rows";
import type { Pending } from "./window";

/** Where messages wait that the server has not acknowledged. */
export type PendingStore = {
  /** Everything this person has waiting, in the order it was written. */
  all: (authorId: string) => Promise<Pending[]>;
  put: (pending: Pending) => Promise<void>;
  remove: (correlationId: string) => Promise<void>;
};

type Row = Pending & { writtenAt: number };

export function pendingOnDevice(): PendingStore {
  const rows = deviceRows<Row>({ database: "echo-outbox", store: "pending", key: "correlationId" });
  return {
    all: async (authorId) =>
      (await rows.all())
        .filter((row) => row.author.id === authorId)
        .sort((a, b) => a.writtenAt - b.writtenAt)
        .map(({ writtenAt: _, ...pending }) => pending),
    put: (pending) => rows.put({ ...pending, writtenAt: Date.parse(pending.createdAt) }),
    remove: rows.remove,
  };
}
