/** <copy-text value="…" done="Copied"><button hidden>Copy</button></copy-text>: the button shows only where it can work. */
class CopyText extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    if (!button || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", () => void this.copy(button));
  }

  private async copy(button: HTMLButtonElement): Promise<void> {
    await navigator.clipboard.writeText(this.getAttribute("value") ?? "");
    const words = button.querySelector("span") ?? button;
    const before = words.textContent;
    words.textContent = this.getAttribute("done");
    setTimeout(() => (words.textContent = before), 2500);
  }
}

customElements.define("copy-text", CopyText);
