// The sentences above the form, one per subject: the network, what was found again, what the server said.
// They push the form down: while something is pressed they wait.

import { arrange, el, icon, type IconName } from "./dom.ts";
import { whenReleased } from "./press.ts";

type Subject = "network" | "draft" | "language" | "server" | "store" | "session" | "earlier" | "step";
type Tone = "" | "warn" | "stop";

const order: Subject[] = ["server", "session", "network", "store", "draft", "earlier", "step", "language"];

export class Notices {
  readonly element = el("div", { class: "stack tight", "aria-live": "polite" });
  private readonly said = new Map<Subject, HTMLElement>();

  /** Say something about a subject, in place of what was said before. */
  say(subject: Subject, tone: Tone, drawing: IconName, title: string, ...more: (Node | string)[]): void {
    const text = el("div", {}, el("strong", {}, title), ...more.map((each) => (typeof each === "string" ? el("p", { class: "small" }, each) : each)));
    this.said.set(subject, el("div", { class: `notice ${tone}`.trim() }, icon(drawing), text));
    whenReleased(this.show);
  }

  hush(subject: Subject): void {
    this.said.delete(subject);
    whenReleased(this.show);
  }

  private readonly show = (): void => {
    arrange(this.element, order.flatMap((subject) => this.said.get(subject) ?? []));
    this.element.hidden = this.said.size === 0;
  };
}
