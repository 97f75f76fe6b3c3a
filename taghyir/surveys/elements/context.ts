// What every part of the page needs to know, and the two shapes they have.

import type { AnyChildNode, TextRange, TextRole } from "@getodk/xforms-engine";
import { button, el, icon, mark } from "./dom.ts";
import { mediaAddress, type Tongue } from "./engine.ts";
import { direction } from "./languages.ts";
import { inlineText } from "./markdown.ts";
import { picture } from "./pictures.ts";
import type { Language, Words } from "./words.ts";

export interface Context {
  readonly words: Words;
  readonly language: Language;
  /** The whole tag of the page (`ar-TN`): months have other names in Tunis than in Rabat. */
  readonly locale: string;
  readonly mediaUrl: string | null;
  /** The language the questions are in now. */
  tongue: () => Tongue;
  /** In a correction: what to say of a photo or a file, which stays as it came. */
  readonly fileStays?: string;
  /** What was typed and is no value yet: the text stays on the page, the sentence says how to repair it; one that passes by itself waits until one goes on. */
  readonly unread: Map<string, { readonly text: string; readonly problem: string; readonly isPassing?: boolean }>;
}

/** What answers one question. */
export interface Control {
  readonly element: HTMLElement;
  /** The one input a label can name; null when several belong together under a legend. */
  readonly input: HTMLElement | null;
  /** What to know before answering here, below the hint of the form. */
  readonly note?: string;
  /** Show what the engine says now. */
  update(): void;
  /** Take what is typed and not yet given. */
  commit?(): void;
}

export interface Question {
  readonly node: AnyChildNode;
  /** True when there is something to repair; the sentence is then on the page. */
  check(): boolean;
  commit(): void;
  focus(): void;
}

/** A piece of page that follows the engine. */
export interface View {
  readonly element: HTMLElement;
  update(): void;
  questions(): Question[];
  /** Where focus goes when the page opens. */
  readonly heading: HTMLElement | null;
}

/** Give an element the language and direction of the questions. */
export function inTongue(element: HTMLElement, context: Context): void {
  const { code, dir } = context.tongue();
  mark(element, "lang", code);
  mark(element, "dir", code === context.language ? null : dir);
  standAtPageSide(element, context, dir);
}

/** Text with a direction of its own still begins on the side where the page begins. */
export function standAtPageSide(element: HTMLElement, { language }: Context, dir: Tongue["dir"]): void {
  element.style.textAlign = dir === "auto" ? "" : dir === direction(language) ? "start" : "end";
}

/** Write a text of the form into an element; does nothing when it already says this. */
export function write(
  element: HTMLElement,
  text: TextRange<TextRole> | null,
  context: Context,
  nodesOf: (text: TextRange<TextRole>) => Node[] = inlineText,
): void {
  const said = `${context.tongue().name}|${text?.asString ?? ""}`;
  if (element.dataset["said"] === said) return;
  element.dataset["said"] = said;
  inTongue(element, context);
  if (text?.asString === "-") element.replaceChildren(context.words.noTextHere);
  else element.replaceChildren(...(text ? nodesOf(text) : []));
}

/** Sounds fetched whole: what is kept for a page without network answers so, and no part of it is asked for. */
async function fetched(address: string): Promise<string> {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return URL.createObjectURL(await answer.blob());
}

let heard: HTMLAudioElement | null = null;

/** A button that plays a sound from its beginning, and stops it; says so when the sound is not there. */
export function listenButton(address: string, words: Words, className = "button plain small"): HTMLButtonElement {
  const sound = new Audio();
  const caption = el("span", { "aria-live": "polite" }, words.listen);
  const say = () => caption.replaceChildren(sound.paused ? words.listen : words.stop);
  for (const moment of ["play", "pause", "ended"]) sound.addEventListener(moment, say);
  sound.addEventListener("timeupdate", () => {
    if (!caption.isConnected) sound.pause(); // its question is no longer on the page
  });
  const play = async () => {
    if (heard !== sound) heard?.pause(); // two voices at once are none
    heard = sound;
    if (!sound.src) sound.src = await fetched(address);
    sound.currentTime = 0;
    await sound.play();
  };
  const missed = (failure: Error) => {
    if (failure.name !== "AbortError") caption.replaceChildren(words.notHeard); // else it was stopped before it began
  };
  const toggle = () => {
    if (sound.paused) void play().catch(missed);
    else sound.pause();
  };
  return button(className, toggle, icon("sound", true), caption);
}

/** The picture, film and sound that go with a text, when the page knows where they are. */
export function mediaOf(text: TextRange<TextRole> | null, context: Context, without: readonly ("picture" | "sound")[] = []): HTMLElement[] {
  const address = (source: unknown) => (source ? mediaAddress(String(source), context.mediaUrl) : null);
  const [image, film, sound] = [address(text?.imageSource), address(text?.videoSource), address(text?.audioSource)];
  return [
    !without.includes("picture") && image && picture(image),
    film && el("video", { src: film, controls: true, preload: "none" }),
    !without.includes("sound") && sound && listenButton(sound, context.words),
  ].filter((made): made is HTMLImageElement | HTMLVideoElement => Boolean(made));
}
