/** Rows in a database of the device, by their key. */
export type DeviceRows<Row> = {
  all: () => Promise<Row[]>;
  put: (row: Row) => Promise<void>;
  remove: (key: string) => Promise<void>;
  /** Puts what comes of a row in its place, or removes it, with no other page in between. */
  change: (key: string, change: (held: Row | undefined) => Row | undefined) => Promise<void>;
};

type Place = { database: string; store: string; key: string };

/**
 * Rows on IndexedDB. A device without it (private windows of some browsers) loses them when the page is closed; nothing
 * else depends on them, so failures are swallowed here.
 */
export function deviceRows<Row>({ database, store, key }: Place): DeviceRows<Row> {
  const opened = open({ database, store, key }).catch(() => null);

  async function run<T>(mode: IDBTransactionMode, task: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T | null> {
    const db = await opened;
    if (!db) return null;
    return settled(task(db.transaction(store, mode).objectStore(store))).catch(() => null);
  }

  return {
    all: async () => (await run<Row[]>("readonly", (rows) => rows.getAll())) ?? [],
    put: async (row) => void (await run("readwrite", (rows) => rows.put(row))),
    remove: async (id) => void (await run("readwrite", (rows) => rows.delete(id))),
    change: async (id, change) => {
      const db = await opened;
      if (!db) return;
      const rows = db.transaction(store, "readwrite").objectStore(store);
      const changed = async () => {
        const next = change(await settled<Row | undefined>(rows.get(id)));
        await (next ? settled(rows.put(next)) : settled(rows.delete(id)));
      };
      await changed().catch(() => {});
    },
  };
}

// Async, because where the database is forbidden the very call throws.
async function open({ database, store, key }: Place): Promise<IDBDatabase> {
  const request = indexedDB.open(database, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: key });
  return settled(request);
}

const settled = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
