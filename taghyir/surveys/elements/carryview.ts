// Two acts beside the queue: take it away as a file, and send the file of another device.

import { queueFromFile, saveAsFile } from "./carry.ts";
import { button, el } from "./dom.ts";
import type { Queue } from "./queue.ts";
import type { Words } from "./words.ts";

export class CarryView {
  readonly element: HTMLElement;
  private readonly save: HTMLButtonElement;
  private readonly status = el("p", { class: "small", role: "status" });

  constructor(
    private readonly queue: Queue,
    private readonly words: Words,
    private readonly submitUrl: string,
  ) {
    this.save = button("button plain small", () => void this.take(), words.saveQueue);
    const load = button("button plain small", () => this.choose(), words.loadQueue);
    this.element = el(
      "details",
      { class: "small" },
      el("summary", {}, words.carryTitle),
      el("div", { class: "stack tight" }, el("p", { class: "soft" }, words.carryBody), el("div", { class: "row" }, this.save, load), this.status),
    );
  }

  async update(): Promise<void> {
    this.save.hidden = (await this.queue.waiting()).length === 0;
  }

  private async take(): Promise<void> {
    await saveAsFile(await this.queue.waiting());
    this.status.textContent = this.words.queueSaved;
  }

  private choose(): void {
    const input = el("input", { type: "file", accept: ".json,application/json" });
    input.addEventListener("change", () => void this.load(input.files?.[0]));
    input.click();
  }

  private async load(file: File | undefined): Promise<void> {
    if (!file) return;
    try {
      this.status.textContent = this.words.queueLoaded(await queueFromFile(file, this.queue, this.submitUrl));
      void this.queue.sendAll();
    } catch {
      this.status.textContent = this.words.queueNotRead;
    }
  }
}
