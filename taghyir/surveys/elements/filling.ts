// One sheet from its first question to its arrival: found again, kept at each answer, sent once.

import type { RootNode } from "@getodk/xforms-engine";
import type { Context } from "./context.ts";
import { CarryView } from "./carryview.ts";
import { confirmThen } from "./dialog.ts";
import { button, el } from "./dom.ts";
import { DraftKeeper } from "./draftkeeper.ts";
import { draftOf, draftsOf, forgetDraft, resumeUrl, setDraftAside, type Draft } from "./drafts.ts";
import { Changes, finishedSheetOf, instanceIdOf, startSheet, type OpenForm } from "./engine.ts";
import { FormView } from "./formview.ts";
import { Notices } from "./notices.ts";
import { whenReleased } from "./press.ts";
import { Queue, type Waiting } from "./queue.ts";
import { QueueView } from "./queueview.ts";
import { send, type Outcome } from "./send.ts";
import { receiptsOf } from "./receipts.ts";
import { isLasting, type Origin, type Receipt, type Sheet } from "./store.ts";
import { chooseTongue, contextOf, tongueChoice } from "./tongues.ts";
import { wordsFor } from "./words.ts";

/** The attributes of the element, read once. */
export interface Setting {
  readonly formUrl: string;
  readonly submitUrl: string;
  readonly csrf: string | null;
  readonly locale: string;
  readonly doneUrl: string | null;
  /** Where anybody checks a receipt. */
  readonly receiptUrl: string | null;
  readonly draftKey: string;
  readonly mediaUrl: string | null;
  readonly owner: string;
  readonly isWhole: boolean;
  /** The sheet was begun with an earlier version of the form than the one of the page. */
  readonly isEarlier: boolean;
}

export class Filling {
  private readonly changes = new Changes();
  private readonly notices = new Notices();
  private readonly main = el("div", { class: "stack" });
  private readonly words;
  private readonly language;
  private readonly queue: Queue;
  private readonly queueView: QueueView;
  private readonly carryView: CarryView;
  private root!: RootNode;
  private view!: FormView;
  private keeper!: DraftKeeper;
  private sentId: string | null = null;
  private lastOutcome: Outcome | null = null;

  constructor(
    host: HTMLElement,
    private readonly form: OpenForm,
    private readonly setting: Setting,
  ) {
    ({ words: this.words, language: this.language } = wordsFor(setting.locale));
    this.queue = new Queue(setting.owner, setting.csrf, this.words, (arrived, outcome) => void this.queueChanged(arrived, outcome));
    this.queueView = new QueueView(this.queue, this.words, setting, (sheet) => void this.correct(sheet));
    this.carryView = new CarryView(this.queue, this.words, setting.submitUrl);
    const parts = [this.notices.element, this.main, this.queueView.element, this.carryView.element];
    host.replaceChildren(el("div", { class: "stack loose" }, ...parts));
    const show = () => this.view?.update();
    this.changes.onChange(() => {
      whenReleased(show);
      this.keeper?.changed();
    });
  }

  async begin(): Promise<void> {
    const draft = await draftOf(this.setting.draftKey);
    await this.open(draft);
    this.watchNetwork();
    await this.sayEarlier();
    if (!(await isLasting())) this.notices.say("store", "warn", "alert", this.words.notKept);
    await this.queueView.update();
    await this.carryView.update();
    void navigator.storage?.persist?.().catch(() => false); // what is begun here is not thrown away for want of room
    this.queue.watch();
  }

  /** Show a sheet: the one begun when the form still understands it, else a new one. */
  private async open(draft: Draft | null): Promise<void> {
    try {
      this.root = await startSheet(this.form, this.changes, draft);
      if (draft) this.sayRestored();
    } catch (problem) {
      if (!draft) throw problem;
      await setDraftAside(this.setting.draftKey, draft, true);
      this.root = await startSheet(this.form, this.changes, null);
      this.notices.say("draft", "warn", "alert", this.words.notRestored);
    }
    chooseTongue(this.root, this.language, this.words, this.notices);
    const onSaved = (at: Date) => {
      this.view.saySaved(this.words.saved(new Intl.DateTimeFormat(this.setting.locale, { timeStyle: "short", hourCycle: "h23" }).format(at)));
    };
    const onFailure = () => this.notices.say("store", "warn", "alert", this.words.notKept);
    this.keeper = new DraftKeeper(this.setting.draftKey, this.root, draft, this.origin(), () => this.view.pageKey(), onSaved, onFailure);
    this.view = new FormView({
      root: this.root,
      context: this.context(),
      isWhole: this.setting.isWhole,
      page: draft?.page ?? "",
      onPage: () => this.keeper.changed(),
      onSend: () => this.finish(),
    });
    const choice = tongueChoice(this.root, this.words, this.notices);
    this.main.replaceChildren(this.view.element, ...(choice ? [choice] : []), el("p", {}, this.otherMode()));
  }

  /** The same sheet, all on one page or one question a page. */
  private otherMode(): HTMLElement {
    const { isWhole } = this.setting;
    const asked = new URLSearchParams(location.search);
    asked.set("mode", isWhole ? "steps" : "whole");
    const link = el("a", { class: "go", href: `?${asked}` }, isWhole ? this.words.showSteps : this.words.showWhole);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      void this.keeper.save().then(() => location.assign(link.href));
    });
    return link;
  }

  private origin(): Origin {
    const { owner, formUrl, mediaUrl } = this.setting;
    return { owner, formUrl, mediaUrl, title: this.form.title, fillUrl: location.pathname };
  }

  /** Answers begun with another version of this form are finished with that one: say where they are. */
  private async sayEarlier(): Promise<void> {
    if (this.setting.isEarlier) return this.notices.say("earlier", "", "sheet", this.words.earlierHere);
    const all = (await draftsOf(this.setting.owner)).filter(([key, { isUnread }]) => key !== this.setting.draftKey && !isUnread);
    const ofThis = all.filter(([, { fillUrl }]) => fillUrl?.slice(3) === location.pathname.slice(3)); // whatever the language
    if (ofThis.length === 0) return;
    const links = ofThis.map(([key, draft]) => {
      const at = new Intl.DateTimeFormat(this.setting.locale, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" }).format(draft.savedAt);
      return el("p", {}, el("a", { class: "go", href: resumeUrl(key, draft) }, this.words.earlierOpen(at)));
    });
    this.notices.say("earlier", "", "sheet", this.words.earlier, ...links);
  }

  private context(): Context {
    return contextOf(this.root, this.setting, this.words, this.language);
  }

  private sayRestored(): void {
    const { words } = this;
    const ask = { title: words.startOverTitle, body: words.startOverBody, act: words.erase, keep: words.keep };
    const startOver = button("button plain small", () => confirmThen(ask, () => void this.startOver()), words.startOver);
    this.notices.say("draft", "", "sheet", words.restored, startOver);
  }

  /** A new, empty sheet in place of this one. */
  private async startOver(): Promise<void> {
    await this.keeper.close();
    await forgetDraft(this.setting.draftKey);
    this.sentId = null;
    this.notices.hush("draft");
    this.notices.hush("server");
    await this.open(null);
  }

  private watchNetwork(): void {
    const show = () => {
      if (navigator.onLine) this.notices.hush("network");
      else this.notices.say("network", "warn", "offline", this.words.noNetwork, this.words.noNetworkBody);
    };
    addEventListener("online", show);
    addEventListener("offline", show);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") void this.keeper.save();
    });
    show();
  }

  /** The sheet is complete: it goes to the queue first, then to the server. Nothing is lost between the two. */
  private async finish(): Promise<void> {
    await this.keeper.save();
    await this.keeper.close();
    const sheet = await finishedSheetOf(this.root, this.keeper.sheet().files);
    const id = instanceIdOf(sheet.xml);
    this.sentId = id;
    this.lastOutcome = null;
    const { submitUrl, draftKey } = this.setting;
    try {
      await this.queue.finish({ ...sheet, ...this.origin(), id, draftKey, submitUrl, finishedAt: Date.now() });
    } catch {
      return this.sendUnkept(sheet);
    }
    await this.queue.sendAll();
    const mine = (await this.queue.waiting()).find((waiting) => waiting.id === id);
    if (!mine) await this.arrived(id);
    else if (mine.isFileRefused) this.showEnd(this.words.sentTitle, this.words.fileRefused, mine.refusal ?? "");
    else if (mine.refusal !== null) await this.takeBack(mine);
    else this.showKept();
  }

  /** The device is full: the sheet leaves from the page itself, which must stay open until it has arrived. */
  private async sendUnkept(sheet: Sheet): Promise<void> {
    const outcome = await send(sheet, this.setting.submitUrl, this.setting.csrf, this.words);
    if (outcome.state === "arrived") {
      await forgetDraft(this.setting.draftKey);
      return this.arrived(instanceIdOf(sheet.xml), outcome.receipt);
    }
    this.keeper.reopen();
    const said = outcome.isFileRefused ? this.words.fileRefused : this.words.notSent;
    this.notices.say("server", "stop", "alert", said, outcome.sentence ?? this.words.notKept);
  }

  private async arrived(id: string, given?: Receipt): Promise<void> {
    const receipt = given ?? (await receiptsOf(this.setting.owner)).find((each) => each.id === id);
    const { doneUrl } = this.setting;
    if (doneUrl) location.assign(receipt ? `${doneUrl}?${new URLSearchParams({ receipt: receipt.code })}` : doneUrl);
    else this.showEnd(this.words.sentTitle, this.words.sentBody);
  }

  /** Refused: the sheet is a draft again, with the server's sentence above it. */
  private async takeBack(sheet: Waiting): Promise<void> {
    this.sentId = null;
    await this.queue.takeBack(sheet);
    this.keeper.reopen();
    await this.keeper.save();
    this.notices.say("server", "stop", "alert", this.words.notSent, sheet.refusal ?? this.words.refused);
    this.notices.element.scrollIntoView({ block: "start" });
  }

  private showKept(): void {
    const said = this.lastOutcome?.isSignedOut ? null : this.lastOutcome?.sentence; // said above already, with the way in
    const network = navigator.onLine && !this.lastOutcome?.isSignedOut ? [this.words.noNetwork, this.words.noNetworkBody] : []; // offline: said above already
    this.showEnd(this.words.keptTitle, ...(said ? [said] : network));
  }

  private showEnd(title: string, ...sentences: string[]): void {
    this.notices.hush("draft");
    this.notices.hush("server");
    const heading = el("h2", { tabindex: -1 }, title);
    const again = button("button", () => void this.startOver(), this.words.another);
    const on = this.setting.doneUrl ? el("a", { class: "button plain", href: this.setting.doneUrl }, this.words.goOn) : null;
    const paragraphs = sentences.map((sentence) => el("p", {}, sentence));
    this.main.replaceChildren(el("div", { class: "stack" }, heading, ...paragraphs, el("div", { class: "row" }, again, on)));
    heading.focus();
  }

  private async queueChanged(arrived: Waiting | null, outcome: Outcome | null): Promise<void> {
    this.lastOutcome = outcome ?? this.lastOutcome;
    if (outcome?.isSignedOut) this.saySignedOut();
    else if (outcome?.state === "arrived") this.notices.hush("session");
    if (arrived && arrived.id !== this.sentId) this.queueView.has(arrived);
    if (arrived && arrived.id === this.sentId && this.main.querySelector("form") === null) {
      this.queueView.has(arrived);
      this.showEnd(this.words.sentTitle, this.words.sentBody);
    }
    await this.queueView.update();
    await this.carryView.update();
  }

  /** What waits leaves once the person has signed in: this very page leads there, and comes back. */
  private saySignedOut(): void {
    const logIn = el("a", { class: "button small", href: location.pathname }, this.words.logIn);
    this.notices.say("session", "warn", "alert", this.words.logInAgain, logIn);
  }

  /** A sheet the server refused later becomes the draft of its form again. */
  private async correct(sheet: Waiting): Promise<void> {
    if (this.main.querySelector("form")) await this.keeper.save();
    await this.keeper.close();
    const begun = await draftOf(sheet.draftKey);
    if (begun) await setDraftAside(sheet.draftKey, begun);
    const draft = await this.queue.takeBack(sheet);
    if (sheet.draftKey === this.setting.draftKey) await this.open(draft);
    else if (draft.fillUrl) return location.assign(resumeUrl(sheet.draftKey, draft));
    else this.keeper.reopen();
    if (sheet.refusal) this.notices.say("server", "stop", "alert", this.words.notSent, sheet.refusal);
  }
}
