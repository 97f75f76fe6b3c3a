/** <print-page><button hidden>Print</button></print-page>: the button shows where scripts run; elsewhere the menu of the browser prints. */
class PrintPage extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

customElements.define("print-page", PrintPage);
