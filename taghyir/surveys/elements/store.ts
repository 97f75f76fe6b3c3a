// What this device keeps: sheets begun (drafts) and sheets finished that wait for the network (queue).
// Where the browser keeps nothing, the same doors work in memory, and `isLasting` says so.

export interface KeptFile {
  readonly name: string;
  readonly blob: Blob;
}

export interface Sheet {
  readonly xml: string;
  readonly files: readonly KeptFile[];
}

type Room = "drafts" | "queue";

const memory: Record<Room, Map<string, unknown>> = { drafts: new Map(), queue: new Map() };
let opening: Promise<IDBDatabase | null> | undefined;

function open(): Promise<IDBDatabase | null> {
  opening ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open("taghyir-forms", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("drafts");
        request.result.createObjectStore("queue");
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = request.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
  return opening;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** False where the browser keeps nothing once the page is closed. */
export async function isLasting(): Promise<boolean> {
  return (await open()) !== null;
}

/** Returns once the value is on disk, not before. */
export async function keep(room: Room, key: string, value: unknown): Promise<void> {
  const database = await open();
  if (!database) {
    memory[room].set(key, value);
    return;
  }
  const transaction = database.transaction(room, "readwrite");
  transaction.objectStore(room).put(value, key);
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export async function kept<T>(room: Room, key: string): Promise<T | null> {
  const database = await open();
  if (!database) return (memory[room].get(key) as T | undefined) ?? null;
  return ((await settled(database.transaction(room).objectStore(room).get(key))) as T | undefined) ?? null;
}

export async function allKept<T>(room: Room): Promise<T[]> {
  const database = await open();
  if (!database) return [...memory[room].values()] as T[];
  return (await settled(database.transaction(room).objectStore(room).getAll())) as T[];
}

export async function forget(room: Room, key: string): Promise<void> {
  const database = await open();
  if (!database) memory[room].delete(key);
  else await settled(database.transaction(room, "readwrite").objectStore(room).delete(key));
}
