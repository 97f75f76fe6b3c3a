/** Opens the dialog beside its link in front of the page; without it, the link leads to the dialog in the page. */
class OpenDialog extends HTMLElement {
  connectedCallback(): void {
    const dialog = this.querySelector("dialog");
    const opener = this.querySelector("a");
    if (!dialog || !opener || typeof dialog.showModal !== "function") return;
    opener.setAttribute("role", "button");
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.showModal();
    });
    opener.addEventListener("keydown", (event) => {
      if (event.key === " ") {
        event.preventDefault();
        opener.click();
      }
    });
    dialog.addEventListener("click", (event) => {
      if ((event.target as Element).closest("[data-close]")) {
        event.preventDefault();
        dialog.close();
      }
    });
    if (dialog.querySelector("[aria-invalid], [role=alert]")) dialog.showModal();
  }
}

customElements.define("open-dialog", OpenDialog);
