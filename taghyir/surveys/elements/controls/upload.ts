// A photo, a sound, a film or a paper that goes with the answers.

import type { UploadNode } from "@getodk/xforms-engine";
import type { Context, Control } from "../context.ts";
import { button, el, icon, type IconName } from "../dom.ts";

const megabyte = 1_000_000;

function invitation(type: string | null, context: Context): [string, IconName] {
  const { words } = context;
  if (type === "image") return [words.takePhoto, "camera"];
  if (type === "audio") return [words.recordSound, "microphone"];
  return [type === "video" ? words.chooseFilm : words.chooseFile, "sheet"];
}

/** A photo no larger than the form asks for (`max-pixels` on its longest side); anything else is left as it is. */
async function fitted(file: File, maxPixels: number | null): Promise<File> {
  if (!maxPixels || !file.type.startsWith("image/")) return file;
  try {
    const picture = await createImageBitmap(file);
    const ratio = maxPixels / Math.max(picture.width, picture.height);
    if (ratio >= 1) return file;
    const canvas = el("canvas", { width: Math.round(picture.width * ratio), height: Math.round(picture.height * ratio) });
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const smaller = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
    return smaller ? new File([smaller], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}

class Preview {
  readonly element = el("div", { class: "stack tight" });
  private shown: File | null = null;
  private address: string | null = null;

  show(file: File | null, language: string): void {
    if (file === this.shown) return;
    this.shown = file;
    if (this.address) URL.revokeObjectURL(this.address);
    this.address = file?.type.startsWith("image/") ? URL.createObjectURL(file) : null;
    const size = file ? new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(file.size / megabyte) : "";
    this.element.replaceChildren(
      ...(this.address ? [el("img", { src: this.address, alt: "" })] : []),
      ...(file ? [el("p", { class: "small" }, el("bdi", { dir: "ltr", class: "code" }, `${file.name} · ${size} MB`))] : []),
    );
  }
}

export function uploadControl(node: UploadNode, context: Context): Control {
  const { type, accept } = node.nodeOptions.media;
  const appearances = node.appearances as Record<string, boolean> | null;
  const camera = appearances?.["new-front"] || appearances?.["front"] ? "user" : appearances?.["new"] ? "environment" : null;
  const input = el("input", { type: "file", hidden: true, accept: accept === "*" ? null : accept, capture: camera, tabindex: -1 });
  const [caption, drawing] = invitation(type, context);
  const captionText = el("span", {}, caption);
  const ask = button("button plain", () => input.click(), icon(drawing), captionText);
  const remove = button("button plain small", () => node.setValue(null), icon("cross"), context.words.removeFile);
  const preview = new Preview();

  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    input.value = "";
    if (!file) return;
    const isWrong = type !== null && type !== "*" && file.type !== "" && !file.type.startsWith(`${type}/`) && type !== "application";
    if (isWrong) context.unread.set(node.nodeId, { text: "", problem: context.words.wrongFile });
    else context.unread.delete(node.nodeId);
    if (isWrong) node.setValue(null);
    else void fitted(file, node.maxPixels).then((each) => node.setValue(each));
  });
  return {
    element: el("div", { class: "stack tight" }, preview.element, el("div", { class: "row" }, ask, remove), input),
    input: null,
    update() {
      const { value, readonly } = node.currentState;
      preview.show(value, context.language);
      captionText.textContent = value ? context.words.anotherFile : caption;
      ask.hidden = readonly;
      remove.hidden = readonly || value === null;
    },
  };
}
