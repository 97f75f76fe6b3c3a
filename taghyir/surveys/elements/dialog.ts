// What stands before the page until it is closed; most often, a question before something is lost.

import { button, el } from "./dom.ts";

/** Open it above the form, under its title. Escape closes it; closed, it is gone, and focus is where it was. */
export function showDialog(title: string, ...parts: HTMLElement[]): HTMLDialogElement {
  const dialog = el("dialog", { class: "stack tight", "aria-label": title }, el("h2", {}, title), ...parts);
  dialog.addEventListener("close", () => dialog.remove());
  document.querySelector("taghyir-form, taghyir-correction")?.append(dialog);
  dialog.showModal();
  return dialog;
}

interface Ask {
  readonly title: string;
  readonly body: string;
  readonly act: string;
  readonly keep: string;
}

/** Ask, and do it only on a clear yes. Escape and the first button keep everything as it is. */
export function confirmThen({ title, body, act, keep }: Ask, task: () => void): void {
  const close = () => dialog.close();
  const accept = () => {
    close();
    task();
  };
  const acts = el("div", { class: "row" }, button("button small", close, keep), button("button small danger", accept, act));
  const dialog = showDialog(title, el("p", {}, body), acts);
}
