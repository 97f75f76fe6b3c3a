/**
 * <sign-here for="id_proof" hidden><canvas></canvas><button type="button">Start again</button></sign-here>: a signature made with the
 * finger or a pen becomes the file of the field named by `for`, as a PNG. Hidden where a field cannot be given a file by a script.
 */
class SignHere extends HTMLElement {
  private pen: CanvasRenderingContext2D | null = null;
  private isEmpty = true;

  connectedCallback(): void {
    const canvas = this.querySelector("canvas");
    this.pen = canvas?.getContext("2d") ?? null;
    if (!canvas || !this.pen || !("DataTransfer" in window)) return;
    this.hidden = false;
    // the finger draws, and does not scroll; said here, as nobody signs without a script
    Object.assign(canvas.style, { maxInlineSize: "100%", border: "1px dashed", touchAction: "none", background: "#fff" });
    Object.assign(this.pen, { lineWidth: 3, lineCap: "round", lineJoin: "round", strokeStyle: "#1c2b4a" });
    canvas.addEventListener("pointerdown", (event) => this.begin(event));
    canvas.addEventListener("pointermove", (event) => this.draw(event));
    canvas.addEventListener("pointerup", () => this.keep());
    this.querySelector("button")?.addEventListener("click", () => this.wipe());
  }

  private at(event: PointerEvent): [number, number] {
    const canvas = event.currentTarget as HTMLCanvasElement;
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.x) * canvas.width) / box.width, ((event.clientY - box.y) * canvas.height) / box.height];
  }

  private begin(event: PointerEvent): void {
    (event.currentTarget as HTMLCanvasElement).setPointerCapture(event.pointerId);
    this.pen?.beginPath();
    this.pen?.moveTo(...this.at(event));
    event.preventDefault();
  }

  private draw(event: PointerEvent): void {
    if (event.buttons === 0) return;
    this.pen?.lineTo(...this.at(event));
    this.pen?.stroke();
    this.isEmpty = false;
  }

  private keep(): void {
    if (this.isEmpty) return;
    this.pen?.canvas.toBlob((blob) => blob && this.give(new File([blob], "signature.png", { type: "image/png" })));
  }

  private wipe(): void {
    const canvas = this.pen?.canvas;
    if (canvas) this.pen?.clearRect(0, 0, canvas.width, canvas.height);
    this.isEmpty = true;
    this.give(null);
  }

  private give(file: File | null): void {
    const field = document.getElementById(this.getAttribute("for") ?? "") as HTMLInputElement | null;
    if (!field) return;
    const given = new DataTransfer();
    if (file) given.items.add(file);
    field.files = given.files;
  }
}

customElements.define("sign-here", SignHere);
