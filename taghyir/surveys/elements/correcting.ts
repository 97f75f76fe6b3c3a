// Answers that were received, opened again with the rules of their form, and sent as a correction of the version they are.
// Or, with `isStepwise`, answers that several people fill in turns: each page that is left is sent, as soon as there is network.

import type { RootNode } from "@getodk/xforms-engine";
import type { Context } from "./context.ts";
import { confirmThen } from "./dialog.ts";
import { button, el, freshId, icon } from "./dom.ts";
import { DraftKeeper } from "./draftkeeper.ts";
import { draftsOf, forgetDraft, type Draft } from "./drafts.ts";
import { CannotOpen, Changes, speak, spokenTongue, startSheet, type OpenForm } from "./engine.ts";
import { FormView } from "./formview.ts";
import { languageName } from "./languages.ts";
import { Notices } from "./notices.ts";
import { whenReleased } from "./press.ts";
import { Queue } from "./queue.ts";
import { send, type Outcome } from "./send.ts";
import type { Origin, Sheet } from "./store.ts";
import { wordsFor } from "./words.ts";

/** The attributes of the element, read once. The sentences come with the page, in its language. */
export interface Setting {
  readonly formUrl: string;
  readonly instanceUrl: string;
  readonly submitUrl: string;
  /** The version of the answers that the page shows; the last part of `submitUrl`. */
  readonly basedOn: string;
  readonly csrf: string | null;
  readonly locale: string;
  readonly doneUrl: string;
  readonly draftKey: string;
  readonly mediaUrl: string | null;
  readonly owner: string;
  /** The photos and files of the answers: they stay as they came, and are not fetched. */
  readonly files: readonly string[];
  readonly why: string;
  readonly whyHelp: string;
  readonly whyMissing: string;
  readonly reason: string;
  readonly keep: string;
  readonly fileStays: string;
  readonly begunBefore: string;
  readonly isStepwise: boolean;
  /** What is said when a step has arrived, and when it waits on the phone. */
  readonly stepSent: string;
  readonly stepWaits: string;
}

/** Why they are corrected: asked below the questions, needed before they leave. */
class Reason {
  readonly element: HTMLElement;
  private readonly input = el("input", { class: "input", id: freshId("why"), maxlength: 300, dir: "auto" });
  private readonly error = el("div", { id: freshId("error"), "aria-live": "polite" });

  constructor(private readonly setting: Setting) {
    this.input.value = setting.reason;
    this.input.setAttribute("aria-describedby", this.error.id);
    const help = el("p", { class: "help" }, setting.whyHelp);
    this.element = el("div", { class: "field" }, el("label", { for: this.input.id }, setting.why), help, this.input, this.error);
  }

  /** What was written; when nothing was, it is asked for, and null. */
  said(): string | null {
    const words = this.input.value.trim();
    this.error.replaceChildren(...(words ? [] : [el("p", { class: "error" }, icon("alert"), el("span", {}, this.setting.whyMissing))]));
    if (!words) this.input.focus();
    return words || null;
  }
}

export class Correcting {
  private readonly changes = new Changes();
  private readonly notices = new Notices();
  private readonly main = el("div", { class: "stack" });
  private readonly words;
  private readonly language;
  private readonly queue: Queue;
  private readonly reason: Reason;
  private root!: RootNode;
  private view!: FormView;
  private keeper!: DraftKeeper;
  private basedOn: string;
  private lastOutcome: Outcome | null = null;
  private stepping: Promise<void> = Promise.resolve();
  private sent = "";

  constructor(
    host: HTMLElement,
    private readonly form: OpenForm,
    private readonly setting: Setting,
  ) {
    const { words, language } = wordsFor(setting.locale);
    this.words = { ...words, send: setting.keep };
    this.language = language;
    this.basedOn = setting.basedOn;
    this.reason = new Reason(setting);
    this.queue = new Queue(setting.owner, setting.csrf, words, (arrived, outcome) => {
      this.lastOutcome = outcome ?? this.lastOutcome;
      if (setting.isStepwise && arrived?.id === this.submitUrl) void this.arrived(outcome?.basis);
    });
    host.replaceChildren(el("div", { class: "stack loose" }, this.notices.element, this.main));
    this.changes.onChange(() => {
      whenReleased(() => this.view?.update());
      this.keeper?.changed();
    });
  }

  /** The correction begun here earlier, whatever the version it was begun on; else the answers of today. */
  async begin(): Promise<void> {
    const prefix = `${this.setting.draftKey}:`;
    const [key, draft] = (await draftsOf(this.setting.owner)).find(([each, { isUnread }]) => each.startsWith(prefix) && !isUnread) ?? [];
    if (key && draft) {
      this.basedOn = key.slice(prefix.length);
      this.sayBegun();
      try {
        await this.open(draft);
      } catch (problem) {
        console.error(problem);
        await this.startOver();
      }
    } else await this.open(null);
    if (draft) void this.step(); // what was filled here without network, or after the last step
    this.queue.watch();
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") void this.keeper.save();
    });
  }

  private get draftKey(): string {
    return `${this.setting.draftKey}:${this.basedOn}`;
  }

  private get submitUrl(): string {
    return this.setting.submitUrl.replace(/[^/]+\/$/, `${this.basedOn}/`);
  }

  private async open(draft: Draft | null): Promise<void> {
    const files = [...new Set(this.setting.files)].map((name) => ({ name, blob: new Blob() }));
    const xml = draft?.xml ?? (await this.answersOfToday());
    this.root = await startSheet(this.form, this.changes, { xml, files });
    if (!speak(this.root, this.language)) {
      this.notices.say("language", "", "sheet", this.words.languageMissing(languageName(spokenTongue(this.root).name, this.language)));
    }
    const onSaved = (at: Date) => {
      this.view.saySaved(this.words.saved(new Intl.DateTimeFormat(this.setting.locale, { timeStyle: "short", hourCycle: "h23" }).format(at)));
    };
    const onFailure = () => this.notices.say("store", "warn", "alert", this.words.notKept);
    const { isStepwise, why } = this.setting;
    const page = isStepwise ? draft?.page || `${this.root.currentState.reference}/${location.hash.slice(1)}` : "";
    const here = (): string => (isStepwise ? (this.view?.pageKey() ?? page) : "");
    this.keeper = new DraftKeeper(this.draftKey, this.root, draft, this.origin(), here, onSaved, onFailure);
    this.view = new FormView({ root: this.root, context: this.context(), isWhole: !isStepwise, page, onPage: () => void this.step(), onSend: () => this.finish() });
    if (why) this.view.element.querySelector("form .acts")?.before(this.reason.element);
    this.main.replaceChildren(this.view.element);
  }

  private async answersOfToday(): Promise<string> {
    const answer = await fetch(this.setting.instanceUrl, { credentials: "same-origin", redirect: "error" }).catch((cause: unknown) => {
      throw new CannotOpen("network", cause);
    });
    if (!answer.ok) throw new CannotOpen(answer.status >= 500 ? "network" : "form");
    return answer.text();
  }

  private context(): Context {
    const { root, setting } = this;
    const { locale, mediaUrl, fileStays } = setting;
    return { words: this.words, language: this.language, locale, mediaUrl, fileStays, tongue: () => spokenTongue(root), unread: new Map() };
  }

  private origin(): Origin {
    const { owner, formUrl, mediaUrl } = this.setting;
    return { owner, formUrl, mediaUrl, title: this.form.title, fillUrl: location.pathname };
  }

  private sayBegun(): void {
    const { words } = this;
    const ask = { title: words.startOverTitle, body: words.startOverBody, act: words.erase, keep: words.keep };
    const startOver = button("button plain small", () => confirmThen(ask, () => void this.startOver()), words.startOver);
    const isBefore = !this.setting.isStepwise && this.basedOn !== this.setting.basedOn;
    this.notices.say("draft", isBefore ? "warn" : "", "sheet", isBefore ? this.setting.begunBefore : words.restored, startOver);
  }

  /** The answers of today in place of what was begun. */
  private async startOver(): Promise<void> {
    await this.keeper?.close();
    await forgetDraft(this.draftKey);
    this.basedOn = this.setting.basedOn;
    this.notices.hush("draft");
    this.notices.hush("server");
    await this.open(null);
  }

  /** A page was left: the sheet so far goes to the queue, and to the server as soon as it can. One after the other. */
  private step(): Promise<void> {
    if (this.setting.isStepwise) this.stepping = this.stepping.then(() => this.sendStep());
    return this.stepping;
  }

  private async sendStep(): Promise<void> {
    await this.keeper.save();
    const xml = this.root.instanceState.instanceXML;
    if (xml === this.sent) return;
    this.sent = xml;
    const { submitUrl, draftKey } = this;
    await this.queue.add({ xml, files: [], ...this.origin(), id: submitUrl, draftKey, submitUrl, finishedAt: Date.now() });
    await this.queue.sendAll();
    const mine = (await this.queue.waiting()).find(({ id }) => id === submitUrl);
    if (mine?.refusal) this.notices.say("server", "stop", "alert", this.words.notSent, mine.refusal);
    else if (mine) this.notices.say("step", "", "offline", this.setting.stepWaits);
  }

  /** What was sent is on the server: the sheet goes on from there, on this device too. */
  private async arrived(basis?: string): Promise<void> {
    const former = this.draftKey;
    this.basedOn = basis ?? this.basedOn;
    this.keeper.goOn(this.draftKey, this.sent);
    await this.keeper.save(); // what was filled since it was sent; the rest is on the server
    if (this.draftKey !== former) await forgetDraft(former);
    this.notices.say("step", "", "check", this.setting.stepSent);
  }

  /** It goes to the queue first, then to the server: without network it leaves later, under the version it was begun on. */
  private async finish(): Promise<void> {
    const why = this.setting.why ? this.reason.said() : "";
    if (why === null) return;
    await this.stepping;
    await this.keeper.save();
    await this.keeper.close();
    const files = why ? [{ name: "reason.txt", blob: new Blob([why], { type: "text/plain" }) }] : [];
    const sheet: Sheet = { xml: this.root.instanceState.instanceXML, files };
    const { submitUrl, draftKey } = this;
    try {
      await this.queue.finish({ ...sheet, ...this.origin(), id: submitUrl, draftKey, submitUrl, finishedAt: Date.now() });
    } catch {
      return this.sendUnkept(sheet);
    }
    await this.queue.sendAll();
    const mine = (await this.queue.waiting()).find(({ id }) => id === submitUrl);
    if (!mine) return location.assign(this.setting.doneUrl);
    if (mine.refusal === null) return this.showKept();
    await this.queue.takeBack(mine);
    this.refused(mine.refusal);
  }

  /** The device is full: it leaves from the page itself. */
  private async sendUnkept(sheet: Sheet): Promise<void> {
    const outcome = await send(sheet, this.submitUrl, this.setting.csrf, this.words);
    if (outcome.state === "arrived") return location.assign(this.setting.doneUrl);
    this.refused(outcome.sentence ?? this.words.notKept);
  }

  private refused(sentence: string): void {
    this.keeper.reopen();
    void this.keeper.save();
    this.notices.say("server", "stop", "alert", this.words.notSent, sentence);
    this.notices.element.scrollIntoView({ block: "start" });
  }

  private showKept(): void {
    const heading = el("h2", { tabindex: -1 }, this.words.keptTitle);
    const said = this.lastOutcome?.sentence ?? this.words.noNetworkBody;
    const on = el("a", { class: "button plain", href: this.setting.doneUrl }, this.words.goOn);
    this.main.replaceChildren(el("div", { class: "stack" }, heading, el("p", {}, said), el("div", { class: "row" }, on)));
    heading.focus();
  }
}
