// A question before something is lost.

import { button, el } from "./dom.ts";

interface Ask {
  readonly title: string;
  readonly body: string;
  readonly act: string;
  readonly keep: string;
}

/** Ask, and do it only on a clear yes. Escape and the first button keep everything as it is. */
export function confirmThen({ title, body, act, keep }: Ask, task: () => void): void {
  const dialog = el("dialog", { class: "stack tight", "aria-label": title });
  const close = () => dialog.close();
  const accept = () => {
    close();
    task();
  };
  dialog.append(
    el("h2", {}, title),
    el("p", {}, body),
    el("div", { class: "row" }, button("button small", close, keep), button("button small danger", accept, act)),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.querySelector("taghyir-form, taghyir-correction")?.append(dialog);
  dialog.showModal();
}
