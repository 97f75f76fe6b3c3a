/**
 * <record-voice for="id_proof" hidden><button data-start>…</button><button data-stop hidden>…</button><p role="status" …></p></record-voice>:
 * what is said becomes the file of the field named by `for`; an <audio hidden> inside plays it back. Hidden where the browser cannot record.
 */
class RecordVoice extends HTMLElement {
  private recorder: MediaRecorder | null = null;

  connectedCallback(): void {
    if (!navigator.mediaDevices || !("MediaRecorder" in window) || !("DataTransfer" in window)) return;
    this.hidden = false;
    this.button("start")?.addEventListener("click", () => void this.start());
    this.button("stop")?.addEventListener("click", () => this.recorder?.stop());
  }

  disconnectedCallback(): void {
    this.recorder?.stop();
  }

  private button(name: string): HTMLButtonElement | null {
    return this.querySelector(`[data-${name}]`);
  }

  private say(name: string): void {
    const status = this.querySelector<HTMLElement>("[role=status]");
    if (status) status.textContent = status.dataset[name] ?? "";
  }

  private async start(): Promise<void> {
    try {
      const sound = await navigator.mediaDevices.getUserMedia({ audio: true });
      const recorder = new MediaRecorder(sound, { audioBitsPerSecond: 32_000 }); // a voice, on a slow network
      const parts: Blob[] = [];
      recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
      recorder.addEventListener("stop", () => this.keep(sound, parts, recorder.mimeType));
      this.recorder = recorder;
      recorder.start();
      this.show(true);
      this.say("recording");
    } catch {
      this.say("refused");
    }
  }

  private keep(sound: MediaStream, parts: Blob[], type: string): void {
    for (const track of sound.getTracks()) track.stop();
    const ending = /(webm|ogg|mp4)/.exec(type)?.[1] ?? "webm";
    const field = document.getElementById(this.getAttribute("for") ?? "") as HTMLInputElement | null;
    const given = new DataTransfer();
    given.items.add(new File(parts, `voice.${ending}`, { type }));
    if (field) field.files = given.files;
    this.playBack(given.files[0]);
    this.show(false);
    this.say("kept");
  }

  private playBack(file: File | undefined): void {
    const player = this.querySelector("audio");
    if (!player || !file) return;
    URL.revokeObjectURL(player.src);
    player.src = URL.createObjectURL(file);
    player.hidden = false;
  }

  private show(isRecording: boolean): void {
    this.button("start")?.toggleAttribute("hidden", isRecording);
    this.button("stop")?.toggleAttribute("hidden", !isRecording);
  }
}

customElements.define("record-voice", RecordVoice);
