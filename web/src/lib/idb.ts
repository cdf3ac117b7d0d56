/** Values by key in IndexedDB. Without a database, as in some private windows, reading gives undefined. */
const database = "echo";
const store = "values";

let opening: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

async function run<T>(
  mode: IDBTransactionMode,
  act: (values: IDBObjectStore) => IDBRequest<T>,
): Promise<T | undefined> {
  try {
    const db = await open();
    return await new Promise<T>((resolve, reject) => {
      const request = act(db.transaction(store, mode).objectStore(store));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } catch {
    return undefined;
  }
}

export const idb = {
  get: <T>(key: string) => run<T>("readonly", (values) => values.get(key)),
  set: (key: string, value: unknown) => run("readwrite", (values) => values.put(value, key)),
  remove: (key: string) => run("readwrite", (values) => values.delete(key)),
};
