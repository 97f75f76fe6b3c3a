// The pictures a form names. A drawing (SVG) comes as a text, and is shown where no script of it runs and no address in it is fetched.

import { el } from "./dom.ts";

const texts = new Map<string, Promise<string>>();

export const isDrawing = (address: string): boolean => /\.svg$/i.test(address);

async function fetched(address: string): Promise<string> {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.text();
}

/** What a drawing holds; asked for again when it did not come. */
export function drawingText(address: string): Promise<string> {
  const text = texts.get(address) ?? fetched(address);
  texts.set(address, text);
  text.catch(() => texts.delete(address));
  return text;
}

export function picture(address: string): HTMLImageElement {
  if (!isDrawing(address)) return el("img", { src: address, alt: "", loading: "lazy" });
  const image = el("img", { alt: "" });
  const show = (text: string): void => {
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  };
  void drawingText(address).then(show, () => undefined);
  return image;
}
