import type { Pending } from "./window";

/** Where messages wait that the server has not acknowledged. */
export type PendingStore = {
  /** Everything this person has waiting, in the order it was written. */
  all: (authorId: string) => Promise<Pending[]>;
  put: (pending: Pending) => Promise<void>;
  remove: (correlationId: string) => Promise<void>;
};

const storeName = "pending";
const keyName = "correlationId";

/**
 * The store on IndexedDB. A device without it (private windows of some browsers) loses what waits when the page is
 * closed; nothing else depends on it, so failures are swallowed here.
 */
export function indexedDbStore(name = "echo-outbox"): PendingStore {
  const database = open(name).catch(() => null);

  async function run<T>(mode: IDBTransactionMode, task: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | null> {
    const db = await database;
    if (!db) return null;
    return settled(task(db.transaction(storeName, mode).objectStore(storeName))).catch(() => null);
  }

  return {
    all: async (authorId) => {
      const rows = (await run<Row[]>("readonly", (store) => store.getAll())) ?? [];
      return rows
        .filter((row) => row.author.id === authorId)
        .sort((a, b) => a.writtenAt - b.writtenAt)
        .map(({ writtenAt: _, ...pending }) => pending);
    },
    put: async (pending) => {
      const row: Row = { ...pending, writtenAt: Date.parse(pending.createdAt) };
      await run("readwrite", (store) => store.put(row));
    },
    remove: async (correlationId) => {
      await run("readwrite", (store) => store.delete(correlationId));
    },
  };
}

type Row = Pending & { writtenAt: number };

// Async, because where the database is forbidden the very call throws.
async function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: keyName });
  return settled(request);
}

const settled = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
