import { Surface } from "./surface.ts";

/**
 * <sign-here for="id_proof" hidden><canvas></canvas><button type="button">Start again</button></sign-here>: a signature made with the
 * finger or a pen becomes the file of the field named by `for`, as a PNG. Hidden where a field cannot be given a file by a script.
 * A field that stands in a <details> is folded away: who cannot draw unfolds it.
 */
class SignHere extends HTMLElement {
  connectedCallback(): void {
    const canvas = this.querySelector("canvas");
    if (!canvas || !("DataTransfer" in window)) return;
    this.hidden = false;
    const other = this.field()?.closest("details");
    if (other && !other.querySelector(".wrong")) other.open = false;
    const surface = new Surface(canvas, () => void surface.file("signature.png").then((drawn) => this.give(drawn)));
    this.querySelector("button")?.addEventListener("click", () => {
      surface.wipe();
      this.give(null);
    });
  }

  private field(): HTMLInputElement | null {
    return document.getElementById(this.getAttribute("for") ?? "") as HTMLInputElement | null;
  }

  private give(file: File | null): void {
    const field = this.field();
    if (!field) return;
    const given = new DataTransfer();
    if (file) given.items.add(file);
    field.files = given.files;
  }
}

customElements.define("sign-here", SignHere);
