/** What the phone keeps of a territory, and how it is renewed. */

export interface Organisation {
  name?: string;
  name_ar?: string;
  activity?: string;
  place?: string;
  address?: string;
  phone?: string;
  phone_text?: string;
  sectors?: number[];
  at?: [number, number];
  page: string;
  found: string;
}

export interface Pack {
  territory: string;
  mechanism: { phone: string; phone_text: string; address: string; opens_at: string; closes_at: string };
  holidays: { on: string; on_text: string; name: string }[];
  sectors: string[];
  organisations: Organisation[];
}

/** A pack, and when the server last said that it is true. */
export interface Kept {
  pack: Pack;
  checkedAt: Date;
}

const STORE = "pocket-packs";
const CHECKED = "x-checked-at";

/** The pack on the phone, if there is one. */
export async function keptPack(address: string): Promise<Kept | null> {
  if (!("caches" in window)) return null;
  const kept = await (await caches.open(STORE)).match(address);
  if (!kept) return null;
  return { pack: (await kept.json()) as Pack, checkedAt: new Date(kept.headers.get(CHECKED) ?? 0) };
}

/** Asks the server for a newer pack and keeps it; the one of the phone, checked again, when nothing changed. Fails without network. */
export async function renewedPack(address: string): Promise<Kept> {
  const store = "caches" in window ? await caches.open(STORE) : null;
  const kept = await store?.match(address);
  const tag = kept?.headers.get("ETag");
  const answer = await fetch(address, { credentials: "omit", headers: tag ? { "If-None-Match": tag } : {} });
  const newest = answer.status === 304 && kept ? kept : answer;
  if (!newest.ok) throw new Error(`The pack could not be read: ${answer.status}`);
  const text = await newest.text();
  const checkedAt = new Date(answer.headers.get("Date") ?? Date.now());
  const headers = { "Content-Type": "application/json", [CHECKED]: checkedAt.toISOString(), ETag: newest.headers.get("ETag") ?? "" };
  await store?.put(address, new Response(text, { headers }));
  return { pack: JSON.parse(text) as Pack, checkedAt };
}
