// Something typed that becomes a value: text, numbers, years.

import { el, freshId, mark } from "../dom.ts";
import { standAtPageSide, type Context, type Control } from "../context.ts";

/** The part of an engine node that a typed answer needs. */
export interface TypedNode {
  readonly nodeId: string;
  readonly currentState: { readonly instanceValue: string; readonly readonly: boolean };
  setValue(value: string): unknown;
}

export interface Typing {
  /** The value of a text, or null when it is none. */
  readonly read: (text: string) => string | null;
  /** The sentence that says how to repair a text that is no value. */
  readonly problem: string;
  /** The value as it is written in this language. */
  readonly written: (value: string) => string;
  readonly attributes?: Record<string, string | number | boolean | null>;
  readonly rows?: number;
}

export type TypedControl = Control & { readonly input: HTMLElement };

const pause = 250; // milliseconds without a key: then the engine hears, and what depends on it shows

/** An input, or a text area when there are rows. What cannot be read stays as typed, with its sentence. */
export function typedControl(node: TypedNode, context: Context, typing: Typing): TypedControl {
  const attributes = { class: "input", id: freshId("answer"), autocomplete: "off", ...typing.attributes };
  const input = typing.rows ? el("textarea", { ...attributes, rows: typing.rows }) : el("input", { type: "text", ...attributes });
  if (typing.attributes?.["dir"] === "ltr") standAtPageSide(input, context, "ltr");
  let timer: ReturnType<typeof setTimeout> | undefined;

  const commit = () => {
    clearTimeout(timer);
    const text = input.value;
    const value = text.trim() === "" ? "" : typing.read(text);
    if (value === null) context.unread.set(node.nodeId, { text, problem: typing.problem });
    else context.unread.delete(node.nodeId);
    if ((value ?? "") !== node.currentState.instanceValue) node.setValue(value ?? "");
  };
  const show = () => {
    const text = context.unread.get(node.nodeId)?.text ?? typing.written(node.currentState.instanceValue);
    if (input.value !== text) input.value = text;
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(commit, pause);
  });
  input.addEventListener("change", () => {
    commit();
    show();
  });
  return {
    element: input,
    input,
    commit,
    update() {
      mark(input, "readonly", node.currentState.readonly);
      if (document.activeElement !== input) show();
    },
  };
}
