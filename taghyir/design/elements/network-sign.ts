/** Says that there is no network, and hides again when it is back. */
class NetworkSign extends HTMLElement {
  connectedCallback(): void {
    const show = () => (this.hidden = navigator.onLine);
    this.setAttribute("role", "status");
    addEventListener("online", show);
    addEventListener("offline", show);
    show();
  }
}

customElements.define("network-sign", NetworkSign);
