// The field kit: the pages a person needs without network, put on the phone by the page they have open (worker.ts opens them).

export const PAGES = "field-pages"; // somebody's own: gone when anybody signs in or out
export const FILES = "field-files"; // everybody's: the engine, the sheet, the faces
export const FILLING = "X-Field-Kit"; // with what fills the kit: the worker lets it pass
export const KEPT = "kept"; // in the Server-Timing of a page that the worker gives back
const SUMMARY = "/field-kit"; // kept beside the pages: what they are, and since when
const STALE = 7 * 86_400_000; // milliseconds: the page of a form is then fetched again
const OLD = 14 * 86_400_000; // milliseconds: a file or a need that nobody opened since leaves the phone

interface KeptForm {
  readonly page: string;
  readonly files: readonly string[];
  /** Organisations, places: fetched again each time, since they change while the form does not. */
  readonly lists: readonly string[];
  readonly stamp: string;
}

/** What the server says the kit of this person holds. */
export interface Kit {
  readonly owner: string;
  readonly worker: string;
  readonly list: string;
  readonly files: readonly string[];
  readonly forms: readonly KeptForm[];
}

export interface Summary {
  readonly owner: string;
  /** When all of it was last made sure of, in milliseconds. */
  readonly at: number;
  /** The page of each form, with the stamp and the hour under which it was kept. */
  readonly forms: Record<string, { readonly stamp: string; readonly at: number }>;
}

/** The session ended, or another person signed in: nothing more is kept from here. */
export class NotTheirs extends Error {}

async function isOld(pages: Cache, request: Request): Promise<boolean> {
  const taken = Date.parse((await pages.match(request))?.headers.get("date") ?? "");
  return taken < Date.now() - OLD; // not when nobody said it: the summary has no date
}

/** A file whose name says its content. */
const isLasting = (file: string): boolean => /\.[0-9a-f]{12}\.\w+$/.test(file);

async function fetched(address: string): Promise<Response> {
  const answer = await fetch(address, { cache: isLasting(address) ? "default" : "no-cache", redirect: "manual", headers: { [FILLING]: "yes" } });
  if (answer.type === "opaqueredirect") throw new NotTheirs(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

export const kitOf = async (address: string): Promise<Kit> => (await (await fetched(address)).json()) as Kit;

export async function summaryKept(): Promise<Summary | null> {
  if (!("caches" in self) || !(await caches.has(PAGES))) return null;
  const found = await (await caches.open(PAGES)).match(SUMMARY);
  return found ? ((await found.json()) as Summary) : null;
}

/** Whether the page on the screen is one that was kept, and not the server's. */
export function wasKept(): boolean {
  const [opening] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return opening?.serverTiming?.some(({ name }) => name === KEPT) ?? false;
}

/** Whether this phone has the engine: it is then a phone of the field, and forms cost little more. */
export async function hasEngine(kit: Kit): Promise<boolean> {
  if (!(await caches.has(FILES))) return false;
  const files = await caches.open(FILES);
  return (await Promise.all(kit.files.map((file) => files.match(file)))).every((found) => found !== undefined);
}

/** Only what the page that asks needs: no forms, and not the engine, which is heavy. */
export const withoutForms = (kit: Kit): Kit => ({ ...kit, forms: [], files: kit.files.filter((file) => !/\/survey\.[^/]*js$/.test(file)) });

/** Put the kit on the phone: what changed, and `here`, the page that asks. `ofDrafts`: what answers begun earlier still need. */
export async function fill(kit: Kit, here: string, ofDrafts: readonly string[], onStep: (done: number, of: number) => void): Promise<Summary> {
  const former = await summaryKept();
  if (former && former.owner !== kit.owner) await caches.delete(PAGES);
  const pages = await caches.open(PAGES); // forgotten by a sign-out meanwhile, what is put in it is seen by nobody
  const files = await caches.open(FILES);
  const known = former?.owner === kit.owner ? former.forms : {};
  for (const file of kit.files) if (!isLasting(file) || !(await files.match(file))) await files.put(file, await fetched(file));
  const forms: Record<string, { stamp: string; at: number }> = {};
  for (const [place, form] of kit.forms.entries()) {
    onStep(place, kit.forms.length);
    forms[form.page] = await keepForm(pages, form, known[form.page]);
  }
  for (const page of new Set([kit.list, here])) await pages.put(page, await fetched(page));
  const summary: Summary = { owner: kit.owner, at: Date.now(), forms };
  await pages.put(SUMMARY, new Response(JSON.stringify(summary)));
  await forgetFormer(pages, files, kit, ofDrafts);
  return summary;
}

/** Keep one more page where the rest is kept, or with the little it needs. */
export async function keepPage(kit: Kit, page: string): Promise<void> {
  if ((await summaryKept())?.owner === kit.owner) await (await caches.open(PAGES)).put(page, await fetched(page));
  else await fill(withoutForms(kit), page, [], () => undefined);
}

/** The questions and what they show first, then the page: a page never names what is not there. */
async function keepForm(pages: Cache, form: KeptForm, known?: { stamp: string; at: number }): Promise<{ stamp: string; at: number }> {
  const isKept = known?.stamp === form.stamp && known.at > Date.now() - STALE && (await pages.match(form.page));
  for (const file of form.files) if (!(await pages.match(file))) await pages.put(file, await fetched(file));
  for (const list of form.lists) await pages.put(list, await fetched(list));
  if (isKept) return known;
  await pages.put(form.page, await fetched(form.page));
  return { stamp: form.stamp, at: Date.now() };
}

async function forgetFormer(pages: Cache, files: Cache, kit: Kit, ofDrafts: readonly string[]): Promise<void> {
  const wanted = new Set([kit.list, ...kit.forms.flatMap(({ page, files: own, lists }) => [page, ...own, ...lists])]);
  for (const request of await pages.keys()) {
    const { pathname } = new URL(request.url);
    const isOfForms = /^\/[a-z]{2}\/forms\//.test(pathname);
    const isWanted = isOfForms ? wanted.has(pathname) || ofDrafts.some((address) => pathname.startsWith(address)) : !(await isOld(pages, request));
    if (!isWanted) await pages.delete(request);
  }
  const unnamed = (await files.keys()).filter(({ url }) => !kit.files.includes(new URL(url).pathname));
  if (unnamed.length === 0) return;
  const texts = await Promise.all((await pages.matchAll()).map(async (page) => (page.headers.get("content-type")?.includes("html") ? page.text() : "")));
  for (const request of unnamed) { // of a former release: it stays as long as a page that was kept then
    const { pathname } = new URL(request.url);
    if (!texts.some((text) => text.includes(`"${pathname}"`))) await files.delete(request);
  }
}
