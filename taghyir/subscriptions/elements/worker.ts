/** Keeps one page and the files it loads, so that it opens without network. The address of each comes from the server. */

import { forgetCaches, freshOrKept, pathOf, type Asked, type Lasting } from "../../design/elements/kept";

interface Scope {
  kept: { page: string; pack: string; files: string[]; name: string; version: string };
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}

const scope = self as unknown as Scope;
const { page, pack, files, name, version } = scope.kept;
const store = () => caches.open(name + version);

/** As a visitor sees it, and as it is now: what is kept on a phone is nobody's own. */
const ofVisitor = (address: string) => new Request(address, { credentials: "omit", cache: "no-cache" });

async function keep(): Promise<void> {
  await (await store()).addAll([ofVisitor(page), ...files]); // the files were just loaded: they cost nothing again
  await scope.skipWaiting();
}

async function forgetOlder(): Promise<void> {
  await forgetCaches((one) => one.startsWith(name) && one !== name + version);
  await scope.clients.claim();
}

/** The page of the server, which is then kept anew; else the one that was kept. */
async function opened(event: Asked): Promise<Response> {
  const answer = fetch(event.request);
  event.waitUntil(answer.then(renew, () => undefined));
  return freshOrKept(answer, async () => (await store()).match(page));
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
  const path = pathOf(asked.request);
  if (path === null || path === pack) return;
  if (path === page) asked.respondWith(opened(asked));
  else if (files.includes(path)) asked.respondWith(file(asked));
});
