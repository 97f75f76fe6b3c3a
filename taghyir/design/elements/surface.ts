/** A white sheet one draws on with the finger, a pen or a mouse; `onDrawn` is called each time the pen is lifted. */
export class Surface {
  private readonly pen: CanvasRenderingContext2D | null;
  isBlank = true;

  constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly onDrawn: () => void,
  ) {
    this.pen = canvas.getContext("2d");
    // the finger draws, and does not scroll; said here, as nobody signs without a script
    Object.assign(canvas.style, { maxInlineSize: "100%", border: "1px dashed", touchAction: "none", background: "#fff" });
    canvas.addEventListener("pointerdown", (event) => this.begin(event));
    canvas.addEventListener("pointermove", (event) => this.draw(event));
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => this.isBlank || this.onDrawn());
  }

  private at(event: PointerEvent): [number, number] {
    const { canvas } = this;
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.x) * canvas.width) / box.width, ((event.clientY - box.y) * canvas.height) / box.height];
  }

  private begin(event: PointerEvent): void {
    if (!this.pen || event.button > 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    const lineWidth = Math.max(3, this.canvas.width / 200);
    Object.assign(this.pen, { lineWidth, lineCap: "round", lineJoin: "round", strokeStyle: "#1c2b4a" });
    this.pen.beginPath();
    this.pen.moveTo(...this.at(event));
    event.preventDefault();
  }

  private draw(event: PointerEvent): void {
    if (!this.pen || event.buttons === 0) return;
    this.pen.lineTo(...this.at(event));
    this.pen.stroke();
    this.isBlank = false;
  }

  wipe(): void {
    this.pen?.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.isBlank = true;
  }

  /** A blank sheet of another size. */
  resize(width: number, height: number): void {
    Object.assign(this.canvas, { width, height });
    this.isBlank = true;
  }

  /** Put a picture under the pen: the sheet takes its shape, its longest side at most `most` pixels. */
  async show(file: Blob, most: number): Promise<void> {
    const picture = await createImageBitmap(file);
    const ratio = Math.min(1, most / Math.max(picture.width, picture.height));
    this.resize(Math.max(1, Math.round(picture.width * ratio)), Math.max(1, Math.round(picture.height * ratio)));
    this.pen?.drawImage(picture, 0, 0, this.canvas.width, this.canvas.height);
  }

  /** What is drawn, as a PNG; on white paper when `isOpaque`. */
  file(name: string, isOpaque = false): Promise<File | null> {
    const sheet = isOpaque ? onPaper(this.canvas) : this.canvas;
    return new Promise((resolve) => {
      sheet.toBlob((blob) => resolve(blob && new File([blob], name, { type: "image/png" })), "image/png");
    });
  }
}

function onPaper(drawn: HTMLCanvasElement): HTMLCanvasElement {
  const paper = document.createElement("canvas");
  Object.assign(paper, { width: drawn.width, height: drawn.height });
  const pen = paper.getContext("2d");
  if (!pen) return drawn;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, paper.width, paper.height);
  pen.drawImage(drawn, 0, 0);
  return paper;
}
