/** <step-number><button value="-1" hidden>−</button><input><button value="1" hidden>+</button></step-number>: one tap, one person. */
class StepNumber extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector("input");
    if (!input) return;
    for (const button of this.querySelectorAll("button")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const number = Math.max(0, (parseInt(input.value, 10) || 0) + Number(button.value));
        input.value = String(number);
        input.dispatchEvent(new Event("change", { bubbles: true }));
      });
    }
  }
}

customElements.define("step-number", StepNumber);
