// What this device keeps: sheets begun (drafts), sheets finished that wait for the network (queue), receipts of those that left.
// Where the browser keeps nothing, the same doors work in memory, and `isLasting` says so.

export interface KeptFile {
  readonly name: string;
  readonly blob: Blob;
}

export interface Sheet {
  readonly xml: string;
  readonly files: readonly KeptFile[];
}

/** Which form a sheet answers, on whose behalf, and where its questions are: kept with it, since a form gets other versions. */
export interface Origin {
  readonly owner: string;
  readonly title: string;
  /** The page that fills it. */
  readonly fillUrl: string;
  readonly formUrl: string;
  readonly mediaUrl: string | null;
}

/** What the server says once it has a sheet: a code to read out, and the fingerprint of what it stored. */
export interface Receipt {
  readonly code: string;
  readonly digest: string;
}

type SheetRoom = "drafts" | "queue";
type Room = SheetRoom | "receipts";

// Receipts are in a database of their own: one that gets another room waits until every tab of an earlier release is closed.
const rooms: Record<string, Room[]> = { "taghyir-forms": ["drafts", "queue"], "taghyir-receipts": ["receipts"] };
const memory: Record<Room, Map<string, unknown>> = { drafts: new Map(), queue: new Map(), receipts: new Map() };
const opening = new Map<string, Promise<IDBDatabase | null>>();

function open(room: Room = "drafts"): Promise<IDBDatabase | null> {
  const name = room === "receipts" ? "taghyir-receipts" : "taghyir-forms";
  const begun = opening.get(name) ?? opened(name);
  opening.set(name, begun);
  return begun;
}

function opened(name: string): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => rooms[name]?.forEach((room) => request.result.createObjectStore(room));
      request.onsuccess = () => resolve(request.result);
      request.onerror = request.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
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

/** Returns once what `write` changed is on disk, not before, and all of it or nothing. */
async function settledWriting(within: Room[], write: (store: (room: Room) => IDBObjectStore) => void): Promise<boolean> {
  const database = await open(within[0]);
  if (!database) return false;
  const transaction = database.transaction(within, "readwrite", { durability: "strict" });
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
  write((room) => transaction.objectStore(room));
  await done;
  return true;
}

/** Returns once the value is on disk, not before. */
export async function keep(room: Room, key: string, value: unknown): Promise<void> {
  if (!(await settledWriting([room], (store) => store(room).put(value, key)))) memory[room].set(key, value);
}

/** Keep a sheet in `room` instead of the other one: whenever the device dies, it is in one of the two, never in both. */
export async function move(room: SheetRoom, key: string, value: unknown, former: string): Promise<void> {
  const other: SheetRoom = room === "queue" ? "drafts" : "queue";
  const isOnDisk = await settledWriting([room, other], (store) => {
    store(room).put(value, key);
    store(other).delete(former);
  });
  if (isOnDisk) return;
  memory[room].set(key, value);
  memory[other].delete(former);
}

export async function kept<T>(room: Room, key: string): Promise<T | null> {
  const database = await open(room);
  if (!database) return (memory[room].get(key) as T | undefined) ?? null;
  return ((await settled(database.transaction(room).objectStore(room).get(key))) as T | undefined) ?? null;
}

export async function allKept<T>(room: Room): Promise<T[]> {
  const database = await open(room);
  if (!database) return [...memory[room].values()] as T[];
  return (await settled(database.transaction(room).objectStore(room).getAll())) as T[];
}

/** The same, each with what it is kept under. */
export async function allKeptByKey<T>(room: Room): Promise<[string, T][]> {
  const database = await open(room);
  if (!database) return [...memory[room]] as [string, T][];
  const store = database.transaction(room).objectStore(room);
  const [keys, values] = await Promise.all([settled(store.getAllKeys()), settled(store.getAll())]);
  return keys.map((key, place) => [String(key), values[place] as T]);
}

export async function forget(room: Room, key: string): Promise<void> {
  if (!(await settledWriting([room], (store) => store(room).delete(key)))) memory[room].delete(key);
}
