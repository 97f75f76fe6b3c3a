/** Sends the form as soon as a choice inside changes; without it, the button beside does. */
class AutoSubmit extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("change", () => this.closest("form")?.requestSubmit());
  }
}

customElements.define("auto-submit", AutoSubmit);
