/** Opens without network what a page has put in the field kit (kit.ts), and forgets it when somebody signs in or out. */

import { forgetCaches, freshOrKept, pathOf, type Asked, type Lasting } from "../../design/elements/kept.ts";
import { FILES, FILLING, KEPT, PAGES } from "./kit.ts";

interface Scope {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  registration: { navigationPreload?: { enable(): Promise<void> } };
}

const scope = self as unknown as Scope;
const DOORS = /^\/[a-z]{2}\/(account|people\/invitation)\//; // where a session begins and ends
const OF_A_VERSION = /^\/[a-z]{2}\/forms\/(versions\/\d+\/(form\.xml$|media\/)|\d+\/voices\/[0-9a-f]{20}\.)/; // it never changes, but for a list
const LIST = /\.csv$/; // what a question chooses from, unlike the questions, changes
const NAMED_BY_CONTENT = /^\/static\/.+\.[0-9a-f]{12}\.\w+$/;

async function kept(cache: string, path: string): Promise<Response | undefined> {
  return (await caches.has(cache)) ? (await caches.open(cache)).match(path) : undefined;
}

/** The same page, which can tell that it was kept: `navigator.onLine` says yes wherever there is a network that leads nowhere. */
function saidToBeKept(page: Response | undefined): Response | undefined {
  if (!page) return undefined;
  const headers = new Headers(page.headers);
  headers.set("Server-Timing", KEPT);
  return new Response(page.body, { status: page.status, headers });
}

/** The page of the server, or the one that was kept, or what stands in for it. */
async function opened(event: Asked, path: string): Promise<Response> {
  const answer = Promise.resolve(event.preloadResponse).then((begun) => begun ?? fetch(event.request));
  answer.catch(() => undefined);
  try {
    return await freshOrKept(answer, async () => saidToBeKept(await kept(PAGES, path)));
  } catch (problem) {
    const instead = await standIn(path, event.request.referrer);
    if (instead) return Response.redirect(instead, 302);
    throw problem;
  }
}

/** What opens in place of a page that nobody kept: for a form, its questions, unless one comes from there; else the list, which says so. */
async function standIn(path: string, from: string): Promise<string | undefined> {
  const fill = `${path}fill/`;
  if (/^\/[a-z]{2}\/forms\/\d+\/$/.test(path) && !from.endsWith(fill) && (await kept(PAGES, fill))) return fill;
  const list = await listKept(path);
  return list && list !== path ? `${list}#absent` : undefined;
}

/** The list of forms that was kept, in the language of `path` if it was. */
async function listKept(path: string): Promise<string | undefined> {
  if (!(await caches.has(PAGES))) return undefined;
  const addresses = (await (await caches.open(PAGES)).keys()).map(({ url }) => new URL(url).pathname);
  const lists = addresses.filter((address) => /^\/[a-z]{2}\/forms\/$/.test(address));
  return lists.find((address) => address.slice(0, 4) === path.slice(0, 4)) ?? lists[0];
}

/** A sound or a film is asked for in parts. */
async function asAsked(request: Request, whole: Response): Promise<Response> {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("range") ?? "");
  if (!range) return whole;
  const content = await whole.blob();
  const [first, last] = [Number(range[1]), range[2] ? Math.min(Number(range[2]), content.size - 1) : content.size - 1];
  const headers = { "Content-Type": content.type, "Content-Range": `bytes ${first}-${last}/${content.size}` };
  return new Response(content.slice(first, last + 1), { status: 206, headers });
}

async function ofVersion({ request }: Asked, path: string): Promise<Response> {
  if (LIST.test(path)) return freshOrKept(fetch(request), () => kept(PAGES, path));
  const found = await kept(PAGES, path);
  return found ? asAsked(request, found) : fetch(request);
}

async function file({ request }: Asked, path: string): Promise<Response> {
  if (!NAMED_BY_CONTENT.test(path)) return freshOrKept(fetch(request), () => kept(FILES, path));
  return (await kept(FILES, path)) ?? fetch(request);
}

addEventListener("install", (event) => (event as Lasting).waitUntil(scope.skipWaiting()));
addEventListener("activate", (event) => {
  (event as Lasting).waitUntil(Promise.all([scope.clients.claim(), scope.registration.navigationPreload?.enable()]));
});
addEventListener("fetch", (event) => {
  const asked = event as Asked;
  const { request } = asked;
  const path = pathOf(request);
  if (path === null) {
    if (request.mode === "navigate" && DOORS.test(new URL(request.url).pathname)) {
      asked.waitUntil(forgetCaches((name) => name === PAGES));
    }
  } else if (request.mode === "navigate") asked.respondWith(opened(asked, path));
  else if (request.headers.has(FILLING)) return; // a page fills the kit
  else if (path.startsWith("/static/")) asked.respondWith(file(asked, path));
  else if (OF_A_VERSION.test(path)) asked.respondWith(ofVersion(asked, path));
});
