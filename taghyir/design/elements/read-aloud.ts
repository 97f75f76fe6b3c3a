/**
 * <read-aloud lang="ar" from="answer"><button hidden>Read aloud</button></read-aloud>: says the text of #answer with a voice of the
 * device, for whoever does not read. The button shows only where a voice for that language is there; a second press stops it.
 */
class ReadAloud extends HTMLElement {
  connectedCallback(): void {
    if (!("speechSynthesis" in window)) return;
    this.offer();
    speechSynthesis.addEventListener("voiceschanged", () => this.offer()); // voices come late
    this.querySelector("button")?.addEventListener("click", () => this.speak());
  }

  disconnectedCallback(): void {
    if ("speechSynthesis" in window) speechSynthesis.cancel();
  }

  private voice(): SpeechSynthesisVoice | undefined {
    return speechSynthesis.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(this.lang));
  }

  private offer(): void {
    const button = this.querySelector("button");
    if (button && this.voice()) button.hidden = false;
  }

  private speak(): void {
    if (speechSynthesis.speaking) return speechSynthesis.cancel();
    const words = document.getElementById(this.getAttribute("from") ?? "")?.textContent ?? "";
    const said = new SpeechSynthesisUtterance(words.trim());
    said.voice = this.voice() ?? null;
    said.lang = said.voice?.lang ?? this.lang;
    said.rate = 0.9;
    speechSynthesis.speak(said);
  }
}

customElements.define("read-aloud", ReadAloud);
