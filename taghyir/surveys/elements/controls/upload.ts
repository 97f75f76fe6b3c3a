// A photo, a sound, a film or a paper that goes with the answers.

import type { UploadNode } from "@getodk/xforms-engine";
import { asks } from "../appearances.ts";
import type { Context, Control } from "../context.ts";
import { button, el, icon, type IconName } from "../dom.ts";

const megabyte = 1_000_000;
const heaviest = 50 * megabyte; // of one file: the server takes no more
const readable = 2_048; // pixels: a page of paper is still read, and a photo leaves on a slow network
const previewPixels = 240;

function invitation(type: string | null, context: Context): [string, IconName] {
  const { words } = context;
  if (type === "image") return [words.takePhoto, "camera"];
  if (type === "audio") return [words.recordSound, "microphone"];
  return [type === "video" ? words.chooseFilm : words.chooseFile, "sheet"];
}

/** The photo drawn with its longest side at `most` pixels; null when it is smaller than that already. */
async function drawn(file: File, most: number): Promise<HTMLCanvasElement | null> {
  const picture = await createImageBitmap(file);
  const ratio = most / Math.max(picture.width, picture.height);
  if (ratio >= 1) return null;
  const canvas = el("canvas", { width: Math.round(picture.width * ratio), height: Math.round(picture.height * ratio) });
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** A photo no larger than the form asks for (`max-pixels` on its longest side), or than is needed to read it; else left as it is. */
export async function fitted(file: File, maxPixels: number | null): Promise<File> {
  if (!file.type.startsWith("image/") || file.type === "image/gif") return file; // a GIF may move
  try {
    const canvas = await drawn(file, maxPixels ?? readable);
    if (!canvas) return file;
    const smaller = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
    return smaller ? new File([smaller], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}

/** The photo made smaller, then given to `use`. Meanwhile nobody goes on without it, and the page says why. */
export async function prepare(file: File, node: UploadNode, context: Context, use: (file: File) => void): Promise<void> {
  const wait = { text: "", problem: context.words.photoPrepared, isPassing: true };
  context.unread.set(node.nodeId, wait);
  const ready = await fitted(file, node.maxPixels);
  if (context.unread.get(node.nodeId) !== wait) return; // another was chosen, or none
  context.unread.delete(node.nodeId);
  use(ready);
}

/** What was added: its weight and, for a photo, a small drawing of it (no address that a strict policy would refuse). */
class Preview {
  readonly element = el("div", { class: "stack tight" });
  private shown: File | null = null;

  show(file: File | null, locale: string): void {
    if (file === this.shown) return;
    this.shown = file;
    const weight = new Intl.NumberFormat(locale, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
    const name = file && el("bdi", { dir: "ltr", class: "code" }, file.name);
    const caption = file && el("p", { class: "small" }, name, " · ", weight.format(file.size / megabyte));
    this.element.replaceChildren(...(caption ? [caption] : []));
    if (file?.type.startsWith("image/")) void this.draw(file);
  }

  private async draw(file: File): Promise<void> {
    const canvas = await drawn(file, previewPixels).catch(() => null);
    if (canvas && file === this.shown) this.element.prepend(canvas);
  }
}

/** The file that was chosen, given to `use`; a file of another kind than the question asks is refused with a sentence. */
export function takeFile(input: HTMLInputElement, node: UploadNode, context: Context, use: (file: File) => void): void {
  const { type } = node.nodeOptions.media;
  const [file] = input.files ?? [];
  input.value = "";
  if (!file) return;
  const isWrong = type !== null && type !== "*" && file.type !== "" && !file.type.startsWith(`${type}/`) && type !== "application";
  if (isWrong) context.unread.set(node.nodeId, { text: "", problem: context.words.wrongFile });
  else context.unread.delete(node.nodeId);
  if (isWrong) node.setValue(null);
  else use(file);
}

/** A file of answers that are corrected: its name, and that it stays. */
export function keptFileControl(node: UploadNode, fileStays: string): Control {
  const name = el("bdi", { dir: "ltr", class: "code" });
  const update = () => {
    name.textContent = node.currentState.instanceValue;
  };
  return { element: el("p", { class: "small" }, name, " · ", fileStays), input: null, update };
}

export function uploadControl(node: UploadNode, context: Context): Control {
  const { type, accept } = node.nodeOptions.media;
  const camera = asks(node, "new-front", "front", "selfie") ? "user" : asks(node, "new") ? "environment" : null;
  const input = el("input", { type: "file", hidden: true, accept: accept === "*" ? null : accept, capture: camera, tabindex: -1 });
  const [caption, drawing] = invitation(type, context);
  const captionText = el("span", {}, caption);
  const ask = button("button plain", () => input.click(), icon(drawing), captionText);
  const remove = button("button plain small", () => node.setValue(null), icon("cross"), context.words.removeFile);
  const preview = new Preview();

  const give = (file: File): void => {
    const isLost = file.size === 0 || file.size > heaviest;
    if (isLost) context.unread.set(node.nodeId, { text: "", problem: file.size === 0 ? context.words.wrongFile : context.words.tooHeavy });
    node.setValue(isLost ? null : file);
  };
  const update = (): void => {
    const { value, readonly } = node.currentState;
    preview.show(value, context.locale);
    captionText.textContent = value ? context.words.anotherFile : caption;
    ask.hidden = readonly;
    remove.hidden = readonly || value === null;
  };
  input.addEventListener("change", () => {
    takeFile(input, node, context, (file) => {
      captionText.textContent = context.words.photoPrepared;
      void prepare(file, node, context, give).then(update);
    });
  });
  return {
    element: el("div", { class: "stack tight" }, preview.element, el("div", { class: "row" }, ask, remove), input),
    input: null,
    update,
  };
}
