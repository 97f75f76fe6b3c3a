// The form itself: loaded, put in a language, filled, turned into what is sent. The engine (ODK's) knows the rules;
// this file is the only one that starts it.

import { loadForm } from "@getodk/xforms-engine";
import type {
  AnyNode,
  FormLanguage,
  GeolocationProvider,
  InstanceData,
  LoadFormSuccessResult,
  LoadFormWarningResult,
  RootNode,
  UploadNode,
} from "@getodk/xforms-engine";
import { direction, languageCode } from "./languages.ts";
import type { KeptFile, Sheet } from "./store.ts";

type Loaded = LoadFormSuccessResult | LoadFormWarningResult;

/** Why a form could not be shown: the network, or the form. */
export class CannotOpen extends Error {
  constructor(readonly reason: "network" | "form", cause?: unknown) {
    super(reason, { cause });
  }
}

/** Tells once, in a microtask, that the engine has finished changing something. */
export class Changes {
  private readonly listeners = new Set<() => void>();
  private announced = false;

  readonly stateFactory = <T extends object>(state: T): T =>
    new Proxy(state, {
      set: (target, key, value) => {
        this.announce();
        return Reflect.set(target, key, value);
      },
    });

  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  private announce(): void {
    if (this.announced) return;
    this.announced = true;
    queueMicrotask(() => {
      this.announced = false;
      for (const listener of this.listeners) listener();
    });
  }
}

export interface OpenForm {
  readonly title: string;
  readonly loaded: Loaded;
}

async function definition(url: string): Promise<string> {
  let answer: Response;
  try {
    answer = await fetch(url, { credentials: "same-origin" });
  } catch (cause) {
    throw new CannotOpen("network", cause);
  }
  if (!answer.ok) throw new CannotOpen(answer.status >= 500 ? "network" : "form");
  return (await answer.text()).replace(/^\ufeff/, "").trim();
}

/** Fetch and read a form. Its pictures, sounds and lists are looked for under `mediaUrl`. */
export async function openForm(url: string, mediaUrl: string | null): Promise<OpenForm> {
  const xml = await definition(url);
  const loaded = await loadForm(xml, {
    fetchFormAttachment: async (resource) => {
      const address = mediaAddress(String(resource), mediaUrl);
      return address ? await fetch(address, { credentials: "same-origin" }) : new Response("", { status: 404 });
    },
    missingResourceBehavior: "BLANK",
  });
  if (loaded.status === "failure") throw new CannotOpen("form", loaded.error);
  return { title: titleOf(xml), loaded };
}

/** Read alone: the whole of it, with its lists, is read once, by the engine. */
function titleOf(xml: string): string {
  const [, written = ""] = /<(?:[\w-]+:)?title\b[^>]*>([^<]*)</.exec(xml) ?? [];
  return new DOMParser().parseFromString(written, "text/html").documentElement.textContent?.trim() ?? "";
}

/** Where a `jr://images/name.png` of the form really is, or null when nobody said. */
export function mediaAddress(resource: string, mediaUrl: string | null): string | null {
  const name = resource.split("/").pop();
  return mediaUrl && name ? mediaUrl.replace(/\/?$/, "/") + encodeURIComponent(decodeURIComponent(name)) : null;
}

const positionOnce: GeolocationProvider = {
  getLocation: () =>
    new Promise((resolve, reject) => {
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => resolve(`${coords.latitude} ${coords.longitude} ${coords.altitude ?? 0} ${coords.accuracy}`),
        reject,
        { enableHighAccuracy: true, timeout: 20_000 },
      );
    }),
};

function fileName({ extension, writtenAt }: { extension: string | null; writtenAt: Date }): string {
  const moment = writtenAt.toISOString().replace(/\D/g, "").slice(0, 14);
  return `${moment}-${crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36)}${(extension ?? "").toLowerCase()}`;
}

/** A new sheet, or the one that was begun. Rejects when what was kept no longer fits the form. */
export async function startSheet({ loaded }: OpenForm, changes: Changes, begun: Sheet | null): Promise<RootNode> {
  const config = {
    stateFactory: changes.stateFactory,
    instanceAttachments: { fileNameFactory: fileName },
    geolocationProvider: positionOnce,
  };
  if (!begun) return loaded.createInstance(config).root;
  const data = multipart(begun) as unknown as InstanceData;
  return (await loaded.restoreInstance({ data: [data] }, config)).root;
}

/** The multipart body OpenRosa expects: the answers, then each file under its own name. */
export function multipart(sheet: Sheet): FormData {
  const body = new FormData();
  body.append("xml_submission_file", new File([sheet.xml], "xml_submission_file", { type: "text/xml" }));
  for (const { name, blob } of sheet.files) body.append(name, new File([blob], name, { type: blob.type }));
  return body;
}

function uploadsIn(node: AnyNode): UploadNode[] {
  if (node.nodeType === "upload") return node.currentState.relevant ? [node] : [];
  return ((node.currentState.children ?? []) as readonly AnyNode[]).flatMap(uploadsIn);
}

/**
 * What the sheet says now, valid or not. The files are collected here: the engine's own payload leaves out those of a
 * sheet that was begun earlier, and they take a moment to be read again (`earlier` has them meanwhile).
 */
export function sheetOf(root: RootNode, earlier: readonly KeptFile[]): Sheet {
  const files = uploadsIn(root).flatMap(({ currentState: { instanceValue: name, value } }): KeptFile[] => {
    const blob = value ?? earlier.find((file) => file.name === name)?.blob;
    return name && blob ? [{ name, blob }] : [];
  });
  return { xml: root.instanceState.instanceXML, files };
}

/** The sheet as it leaves: what a form notes at its end (the hour, most often) is noted once, here. */
export async function finishedSheetOf(root: RootNode, earlier: readonly KeptFile[]): Promise<Sheet> {
  await root.prepareInstancePayload({ payloadType: "monolithic" });
  return sheetOf(root, earlier);
}

/** The identifier the form gave to this sheet: the same each time it is sent. */
export function instanceIdOf(xml: string): string {
  const found = new DOMParser().parseFromString(xml, "text/xml").getElementsByTagNameNS("*", "instanceID")[0];
  return found?.textContent?.trim() || xml;
}

export interface Tongue {
  readonly name: string;
  readonly code: string | null;
  readonly dir: "rtl" | "ltr" | "auto";
}

function tongue(name: string): Tongue {
  const code = languageCode(name);
  return { name, code, dir: direction(code) };
}

/** The languages a person can choose between; none when the form names none. */
export function tongues(root: RootNode): Tongue[] {
  return root.languages.filter(({ language }) => language !== "" && language !== "default").map((each) => tongue(each.language));
}

export function spokenTongue(root: RootNode): Tongue {
  return tongue(root.currentState.activeLanguage.language);
}

/** Put the questions in `wanted` (a code or a full name). False when the form does not have it: say so. */
export function speak(root: RootNode, wanted: string): boolean {
  const found =
    root.languages.find(({ language }) => language === wanted) ??
    root.languages.find(({ language }) => languageCode(language) === wanted.slice(0, 2).toLowerCase());
  if (!found || found.isSyntheticDefault) return false;
  root.setLanguage(found as FormLanguage);
  return true;
}
