/**
 * <hear-voice><button hidden>Listen in Tarifit</button><audio controls src="…"></audio></hear-voice>: one press plays what somebody said,
 * another stops it; two are never heard at once. Without a script, the player of the browser stands there.
 */
class HearVoice extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    const voice = this.querySelector("audio");
    if (!button || !voice) return;
    button.hidden = false;
    voice.hidden = true;
    this.querySelector("figcaption")?.remove(); // the button says it
    button.addEventListener("click", () => this.press(voice));
  }

  private press(voice: HTMLAudioElement): void {
    if (!voice.paused) return voice.pause();
    for (const other of document.querySelectorAll("audio")) other.pause();
    voice.hidden = false; // how far it is, and what went wrong when the network is not there
    void voice.play().catch(() => {});
  }
}

customElements.define("hear-voice", HearVoice);
