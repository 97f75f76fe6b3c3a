// A sheet begun is kept at each answer and found again after a reload.

import type { RootNode } from "@getodk/xforms-engine";
import type { Draft } from "./drafts.ts";
import { sheetOf } from "./engine.ts";
import { keep, type Origin, type Sheet } from "./store.ts";

const pause = 150; // milliseconds after the last change: one write for one answer

export class DraftKeeper {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private writing: Promise<void> = Promise.resolve();
  private closed = false;
  /** A new sheet as it opened: as long as it says only this, there is nothing to keep. */
  private untouched: string | null = null;
  private hasAnswers = false;

  constructor(
    private key: string,
    private readonly root: RootNode,
    private readonly begun: Draft | null,
    private readonly origin: Origin,
    private readonly page: () => string,
    private readonly onSaved: (savedAt: Date) => void,
    private readonly onFailure: () => void,
  ) {
    if (!begun) this.untouched = this.sheet().xml;
  }

  sheet(): Sheet {
    return sheetOf(this.root, this.begun?.files ?? []);
  }

  /** Something was answered. */
  changed(): void {
    if (this.closed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), pause);
  }

  /** Write now what is not written yet. */
  save(): Promise<void> {
    clearTimeout(this.timer);
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  /** Nothing more is written: the sheet is finished, or abandoned. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.writing;
  }

  /** `xml` is kept elsewhere: from now on, only what is filled beyond it is kept here, under that key. */
  goOn(key: string, xml: string): void {
    this.key = key;
    this.untouched = xml;
    this.hasAnswers = false;
  }

  reopen(): void {
    this.closed = false;
  }

  private async write(): Promise<void> {
    if (this.closed) return;
    try {
      const savedAt = new Date();
      const sheet = this.sheet();
      if (!this.hasAnswers && sheet.xml === this.untouched) return;
      this.hasAnswers = true;
      const draft: Draft = { ...sheet, ...this.origin, page: this.page(), savedAt: savedAt.getTime() };
      await keep("drafts", this.key, draft);
      this.onSaved(savedAt);
    } catch {
      this.onFailure();
    }
  }
}
