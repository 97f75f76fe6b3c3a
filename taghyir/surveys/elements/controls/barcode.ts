// A code in bars or in a square: read with the camera where the browser knows how (Chrome on Android), or typed.

import type { AnyInputNode } from "@getodk/xforms-engine";
import { asks } from "../appearances.ts";
import type { Context, Control } from "../context.ts";
import { showDialog } from "../dialog.ts";
import { button, el, icon } from "../dom.ts";
import { whenReleased } from "../press.ts";
import type { Words } from "../words.ts";
import { textControl } from "./text.ts";
import type { TypedNode } from "./typed.ts";

const between = 200; // milliseconds from one look at the picture to the next
const patience = 15_000; // milliseconds without a code: then one is told how to help

interface Detector {
  detect(picture: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type Reader = { new (): Detector; getSupportedFormats(): Promise<readonly string[]> };

const { BarcodeDetector: Reader } = globalThis as { readonly BarcodeDetector?: Reader };

/** Whether there is a camera, and something that reads what it sees. Neither asks the person anything. */
async function canRead(reader: Reader): Promise<boolean> {
  const [formats, devices] = await Promise.all([reader.getSupportedFormats(), navigator.mediaDevices.enumerateDevices()]);
  return formats.length > 0 && devices.some(({ kind }) => kind === "videoinput");
}

/** The code without the signs that separate its parts and that no sheet can hold, as ODK Collect reads it. */
const legible = (code: string): string => code.replace(/\p{C}/gu, "").trim();

/**
 * The camera while it looks for a code, in a dialog. It stops when the dialog closes: a code was read, the person closes
 * it or rather writes, the question or the page is left, or is out of sight.
 */
class Camera {
  private stream: MediaStream | null = null;
  private readonly video = el("video", { playsinline: true, "aria-hidden": "true" });
  private readonly dialog: HTMLDialogElement;

  constructor(
    words: Words,
    write: () => void,
    private readonly isShown: () => boolean,
  ) {
    Object.assign(this.video.style, { inlineSize: "100%", maxBlockSize: "50vh", aspectRatio: "4 / 3", objectFit: "cover" });
    const help = el("p", { "aria-live": "polite" }, words.aimAtCode);
    const type = (): void => {
      this.dialog.close();
      write();
    };
    this.dialog = showDialog(words.readCode, this.video, help, button("button plain", type, words.writeCode));
    const timer = setTimeout(() => help.replaceChildren(words.codeNotFound), patience);
    this.dialog.addEventListener("close", () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", this.close);
      removeEventListener("pagehide", this.close);
      this.close();
    });
    document.addEventListener("visibilitychange", this.close);
    addEventListener("pagehide", this.close);
  }

  private readonly close = (): void => {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.dialog.close();
  };

  /** The code that is read; null when the dialog was closed before. Rejects when there is no camera to look through. */
  async read(reader: Reader, facingMode: string): Promise<string | null> {
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode, width: { ideal: 1_280 } } });
      if (!this.dialog.open) return null; // closed while one was asked for the camera
      this.video.srcObject = this.stream;
      await this.video.play();
      return await this.look(new reader());
    } catch (failure) {
      if (this.dialog.open) throw failure;
      return null;
    } finally {
      this.close();
    }
  }

  private async look(detector: Detector): Promise<string | null> {
    while (this.dialog.open && this.isShown()) {
      if (!this.stream?.active) throw new Error("The camera was taken away");
      const found = await detector.detect(this.video).catch(() => []); // a picture that is not there yet
      const code = found.map(({ rawValue }) => legible(rawValue)).find((each) => each !== "");
      if (code && this.dialog.open) return code;
      await new Promise((resolve) => setTimeout(resolve, between));
    }
    return null;
  }
}

export function barcodeControl(node: AnyInputNode, context: Context): Control {
  const typed = textControl(node, context);
  return Reader && navigator.mediaDevices ? readControl(node, context, typed, Reader) : typed;
}

function readControl(node: AnyInputNode, context: Context, typed: ReturnType<typeof textControl>, reader: Reader): Control {
  const { words } = context;
  const asked = node as unknown as TypedNode;
  const shown = el("p", { "aria-live": "polite" });
  let isReadable = false;
  const update = (): void => {
    typed.update();
    ask.hidden = !isReadable || asked.currentState.readonly;
  };
  const give = (code: string): void => {
    context.unread.delete(asked.nodeId);
    asked.setValue(code);
    update();
    shown.textContent = words.codeRead;
    element.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const read = async (): Promise<void> => {
    shown.textContent = "";
    const camera = new Camera(words, () => typed.input.focus(), () => ask.isConnected);
    try {
      const code = await camera.read(reader, asks(node, "front", "new-front") ? "user" : "environment");
      if (code !== null) give(code);
    } catch (failure) {
      shown.textContent = (failure as Error).name === "NotAllowedError" ? words.cameraRefused : words.noCamera;
    }
  };
  const ask = button("button plain", () => void read(), icon("camera"), words.readCode);
  const element = el("div", { class: "stack tight" }, typed.input, ask, shown);
  typed.input.addEventListener("input", () => shown.replaceChildren());
  const found = (is: boolean): void => {
    isReadable = is;
    whenReleased(update);
  };
  canRead(reader).then(found, () => found(false));
  return { ...typed, element, update };
}
