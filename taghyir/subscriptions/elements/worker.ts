/** Keeps one page and the files it loads, so that it opens without network. The address of each comes from the server. */

interface Lasting extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface Asked extends Lasting {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  pocket: { page: string; pack: string; files: string[]; name: string; version: string };
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}

const scope = self as unknown as Scope;
const { page, pack, files, name, version } = scope.pocket;
const PATIENCE = 4_000; // milliseconds
const store = () => caches.open(name + version);

/** As a visitor sees it, and as it is now: what is kept on a phone is nobody's own. */
const ofVisitor = (address: string) => new Request(address, { credentials: "omit", cache: "no-cache" });

async function keep(): Promise<void> {
  await (await store()).addAll([ofVisitor(page), ...files]); // the files were just loaded: they cost nothing again
  await scope.skipWaiting();
}

async function forgetOlder(): Promise<void> {
  const older = (await caches.keys()).filter((one) => one.startsWith(name) && one !== name + version);
  await Promise.all(older.map((one) => caches.delete(one)));
  await scope.clients.claim();
}

/** The page of the server, which is then kept anew; the one that was kept, without network or when the answer is slow to come. */
async function opened(event: Asked): Promise<Response> {
  const kept = (await store()).match(page);
  const answer = fetch(event.request);
  event.waitUntil(answer.then(renew, () => undefined));
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE));
  const first = await Promise.race([answer, late]).catch(() => undefined);
  return first ?? (await kept) ?? answer;
}

async function renew(): Promise<void> {
  const answer = await fetch(ofVisitor(page)).catch(() => null);
  if (answer?.ok) await (await store()).put(page, answer);
}

async function file(event: Asked): Promise<Response> {
  return (await (await store()).match(event.request)) ?? fetch(event.request);
}

addEventListener("install", (event) => (event as Lasting).waitUntil(keep()));
addEventListener("activate", (event) => (event as Lasting).waitUntil(forgetOlder()));
addEventListener("fetch", (event) => {
  const asked = event as Asked;
  const { origin, pathname } = new URL(asked.request.url);
  if (asked.request.method !== "GET" || origin !== location.origin || pathname === pack) return;
  if (pathname === page) asked.respondWith(opened(asked));
  else if (files.includes(pathname)) asked.respondWith(file(asked));
});

export {};
