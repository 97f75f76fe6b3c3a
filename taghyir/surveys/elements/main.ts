// <taghyir-form>: a form of the field, filled in the browser.
//
// data-form-url    the XForm (XML)                      data-submit-url  where the sheet is posted, as OpenRosa does
// data-csrf        sent as X-CSRFToken                  data-language    fr, ar, es, en, or with a country: ar-TN
// data-done-url    where to go once it has arrived (with ?receipt=)
// data-receipt-url where a receipt is checked           data-draft-key   what the begun sheet is kept under
// data-media-url   folder of the form's own pictures, sounds and lists
// data-owner       whose device queue this is (an opaque code of the account; empty for the public)
// data-trial       a draft: nothing is kept, nothing is sent, what was answered is shown at the end
// data-mode        "whole" shows all questions on one page, as ?mode=whole does; otherwise one question a page

import { Correcting, type Setting as CorrectionSetting } from "./correcting.ts";
import { button, el } from "./dom.ts";
import { draftOf } from "./drafts.ts";
import { CannotOpen, openForm } from "./engine.ts";
import { Filling, type Setting } from "./filling.ts";
import { direction } from "./languages.ts";
import { Trial } from "./trial.ts";
import { readVoices } from "./voices.ts";
import { wordsFor } from "./words.ts";

/** Say that the questions come; when they do not, say why, and offer to try again. */
async function openInto(host: HTMLElement, locale: string, begin: () => Promise<void>): Promise<void> {
  const { words } = wordsFor(locale);
  host.replaceChildren(el("p", { "aria-live": "polite" }, words.loading));
  try {
    await begin();
  } catch (problem) {
    const isNetwork = problem instanceof CannotOpen && problem.reason === "network";
    console.error(problem);
    const again = button("button plain", () => void openInto(host, locale, begin), words.tryAgain);
    const sentence = el("p", { role: "alert" }, isNetwork ? words.cannotFetch : words.cannotRead);
    host.replaceChildren(el("div", { class: "stack" }, sentence, again));
  }
}

class TaghyirForm extends HTMLElement {
  private isBegun = false;

  connectedCallback(): void {
    if (this.isBegun) return;
    this.isBegun = true;
    readVoices();
    const { language } = wordsFor(this.setting().locale);
    this.lang = this.setting().locale;
    this.dir = direction(language);
    this.style.display = "block";
    void this.begin();
  }

  private get isTrial(): boolean {
    return this.dataset["trial"] !== undefined;
  }

  private setting(): Setting {
    const { formUrl = "", submitUrl = "", csrf, language, doneUrl, receiptUrl, draftKey, mediaUrl, owner = "", mode } = this.dataset;
    return {
      formUrl,
      submitUrl,
      csrf: csrf || null,
      locale: language || document.documentElement.lang || "en",
      doneUrl: doneUrl || null,
      receiptUrl: receiptUrl || null,
      draftKey: draftKey || formUrl,
      mediaUrl: mediaUrl || null,
      owner,
      isWhole: (new URLSearchParams(location.search).get("mode") ?? mode) === "whole", // the address too: a kept page is the same for both
      isEarlier: false,
    };
  }

  /** The sheet that the address names, with the version it was begun with; else the one of the page. */
  private async settingAsked(): Promise<Setting> {
    const setting = this.setting();
    if (this.isTrial) return setting;
    const key = new URLSearchParams(location.search).get("draft");
    const draft = key && key !== setting.draftKey ? await draftOf(key) : null;
    if (!key || !draft?.formUrl || draft.owner !== setting.owner) return setting;
    const { formUrl, mediaUrl = null } = draft;
    return { ...setting, draftKey: key, formUrl, mediaUrl, isEarlier: formUrl.slice(3) !== setting.formUrl.slice(3) };
  }

  private async begin(): Promise<void> {
    await openInto(this, this.setting().locale, async () => {
      const setting = await this.settingAsked();
      const form = await openForm(setting.formUrl, setting.mediaUrl);
      await (this.isTrial ? new Trial(this, form, setting) : new Filling(this, form, setting)).begin();
    });
  }
}

// <taghyir-correction>: answers already received, opened again in their form. Its attributes are those of `correcting.ts`.
class TaghyirCorrection extends HTMLElement {
  private isBegun = false;

  connectedCallback(): void {
    if (this.isBegun) return;
    this.isBegun = true;
    const files = [...this.querySelectorAll("data")].map(({ value }) => value);
    const setting = { ...this.setting(), files };
    this.lang = setting.locale;
    this.dir = direction(wordsFor(setting.locale).language);
    this.style.display = "block";
    void openInto(this, setting.locale, async () => new Correcting(this, await openForm(setting.formUrl, setting.mediaUrl), setting).begin());
  }

  private setting(): Omit<CorrectionSetting, "files"> {
    const { formUrl = "", instanceUrl = "", submitUrl = "", basedOn = "", csrf, language, doneUrl = "", draftKey = "", mediaUrl, owner = "" } = this.dataset;
    const { why = "", whyHelp = "", whyMissing = "", reason = "", keep = "", fileStays = "", begunBefore = "" } = this.dataset;
    const { stepSent = "", stepWaits = "", mode } = this.dataset;
    const locale = language || document.documentElement.lang || "en";
    const addresses = { formUrl, instanceUrl, submitUrl, doneUrl, mediaUrl: mediaUrl || null, csrf: csrf || null };
    return { ...addresses, basedOn, locale, draftKey, owner, why, whyHelp, whyMissing, reason, keep, fileStays, begunBefore, stepSent, stepWaits, isStepwise: mode === "steps" };
  }
}

customElements.define("taghyir-form", TaghyirForm);
customElements.define("taghyir-correction", TaghyirCorrection);
