/** What the workers that open kept pages without network have in common. */

export interface Lasting extends Event {
  waitUntil(done: Promise<unknown>): void;
}
export interface Asked extends Lasting {
  readonly request: Request;
  /** The answer the browser began to fetch while the worker woke up. */
  readonly preloadResponse?: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}

const PATIENCE = 4_000; // milliseconds

/** Where a request leads when a worker may answer it: our own, and one that only reads. */
export function pathOf({ method, url }: Request): string | null {
  const { origin, pathname } = new URL(url);
  return method === "GET" && origin === location.origin ? pathname : null;
}

/** The answer of the server; what was kept, without network, when it is slow to come or when the server fails. */
export async function freshOrKept(answer: Promise<Response>, kept: () => Promise<Response | undefined>): Promise<Response> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE));
  const first = await Promise.race([answer, late]).catch(() => undefined);
  if (first && first.status < 500) return first;
  return (await kept()) ?? answer;
}

/** Forget every cache that `isOld` names. */
export async function forgetCaches(isOld: (name: string) => boolean): Promise<void> {
  await Promise.all((await caches.keys()).filter(isOld).map((name) => caches.delete(name)));
}
