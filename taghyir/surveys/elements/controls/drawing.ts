// A signature or a drawing made with the finger, and a picture one draws on. Who does not draw chooses a picture instead.

import type { UploadNode } from "@getodk/xforms-engine";
import { Surface } from "../../../design/elements/surface.ts";
import type { Context, Control } from "../context.ts";
import { button, el, icon } from "../dom.ts";
import { prepare, takeFile } from "./upload.ts";

export type Drawing = "signature" | "draw" | "annotate";

/** The blank sheet of each; none under a picture, whose shape it takes. */
const sizes: Record<Drawing, readonly [number, number] | null> = { signature: [600, 200], draw: [600, 450], annotate: null };
const mostPixels = 1_280;

/** How an upload question asks to be drawn; null when it does not. */
export function drawingOf(node: UploadNode): Drawing | null {
  const asked = node.appearances as Record<string, boolean> | null;
  if (node.nodeOptions.media.type !== "image") return null;
  return (Object.keys(sizes) as Drawing[]).find((kind) => asked?.[kind]) ?? null;
}

class DrawingControl implements Control {
  readonly element: HTMLElement;
  readonly input = null;
  private readonly canvas = el("canvas", { role: "img" });
  private readonly surface = new Surface(this.canvas, () => void this.give());
  private readonly caption = el("p", { class: "small" });
  private readonly picture = el("input", { type: "file", hidden: true, accept: "image/*", tabindex: -1 });
  private readonly choose: HTMLButtonElement;
  private readonly again: HTMLButtonElement;
  /** What the surface shows: the answer, or null when it is blank. */
  private shown: File | null = null;

  constructor(
    private readonly node: UploadNode,
    private readonly context: Context,
    private readonly kind: Drawing,
  ) {
    const { words } = context;
    const invitation = { signature: words.signHere, draw: words.drawHere, annotate: words.drawOnPicture }[kind];
    this.caption.textContent = invitation;
    this.canvas.setAttribute("aria-label", invitation);
    this.picture.addEventListener("change", () => {
      takeFile(this.picture, node, context, (file) => void prepare(file, node, context, (each) => node.setValue(each)));
    });
    const isPicture = kind === "annotate";
    const ask = isPicture ? words.takePhoto : words.choosePicture;
    this.choose = button(isPicture ? "button plain" : "button plain small", () => this.picture.click(), icon("camera"), ask);
    this.again = button("button plain small", () => this.startAgain(), icon("cross"), isPicture ? words.removeFile : words.drawAgain);
    const acts = el("div", { class: "row" }, this.again, this.choose);
    this.element = el("div", { class: "stack tight" }, this.caption, el("div", {}, this.canvas), acts, this.picture);
    this.blank();
  }

  private blank(): void {
    const size = sizes[this.kind];
    if (size) this.surface.resize(...size);
    this.surface.wipe();
    this.canvas.hidden = this.caption.hidden = size === null;
  }

  private startAgain(): void {
    this.context.unread.delete(this.node.nodeId);
    this.shown = null;
    this.blank();
    this.node.setValue(null);
    this.element.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** The pen was lifted: what is drawn is the answer. */
  private async give(): Promise<void> {
    const file = await this.surface.file(this.kind === "signature" ? "signature.png" : "drawing.png", true);
    if (!file || this.surface.isBlank) return; // wiped meanwhile
    this.context.unread.delete(this.node.nodeId);
    this.shown = file;
    this.node.setValue(file);
    this.element.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private async show(file: File): Promise<void> {
    this.shown = file;
    try {
      await this.surface.show(file, Math.min(this.node.maxPixels ?? mostPixels, mostPixels));
      this.canvas.hidden = this.caption.hidden = false;
    } catch {
      this.canvas.hidden = true; // a picture this browser cannot show: it is kept all the same, by its name
      this.caption.hidden = false;
      this.caption.textContent = file.name;
    }
  }

  update(): void {
    const { value, readonly } = this.node.currentState;
    if (value && value !== this.shown) void this.show(value);
    if (!value && this.shown) {
      this.shown = null;
      this.blank();
    }
    this.canvas.style.pointerEvents = readonly ? "none" : "";
    this.choose.hidden = readonly;
    this.again.hidden = readonly || value === null;
  }
}

export const drawingControl = (node: UploadNode, context: Context, kind: Drawing): Control => new DrawingControl(node, context, kind);
