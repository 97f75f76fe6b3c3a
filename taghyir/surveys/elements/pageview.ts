// One page of the form on the screen.

import type { AnyChildNode, AnyControlNode, RepeatRangeUncontrolledNode, RootNode } from "@getodk/xforms-engine";
import { RepeatActs, viewOf, wholeView } from "./blocks.ts";
import { inTongue, type Context, type View } from "./context.ts";
import { arrange, el } from "./dom.ts";
import { labelOf, shownChildren, type Page } from "./pages.ts";
import { questionView } from "./question.ts";

/** After the questions of a repeat: what was added, one more, or go on. */
class RepeatPage implements View {
  readonly element: HTMLElement;
  readonly heading = el("h2", { tabindex: -1 });
  private readonly count = el("p", { class: "help" });
  private readonly list = el("div", { class: "stack tight" });
  private readonly acts: RepeatActs;
  private readonly removers = new Map<string, HTMLButtonElement>();

  constructor(
    private readonly node: RepeatRangeUncontrolledNode,
    private readonly context: Context,
    onAdded: (added: AnyChildNode) => void,
  ) {
    this.acts = new RepeatActs(node, context, onAdded);
    this.element = el("div", { class: "stack" }, this.heading, this.count, this.acts.add, this.list);
  }

  update(): void {
    const { words } = this.context;
    const instances = this.node.currentState.children as readonly AnyChildNode[];
    this.heading.textContent = labelOf(this.node) || words.addOne(words.one);
    inTongue(this.heading, this.context);
    this.count.textContent = words.howMany(instances.length);
    this.acts.update();
    const removers = instances.map((instance) => {
      const key = `${instance.nodeId} ${labelOf(instance)}`;
      const remover = this.removers.get(key) ?? this.acts.remover(instance);
      this.removers.set(key, remover);
      return remover;
    });
    arrange(this.list, this.node.currentState.readonly ? [] : removers);
  }

  questions(): [] {
    return [];
  }
}

function endView(context: Context): View {
  const heading = el("h2", { tabindex: -1 }, context.words.endTitle);
  const element = el("div", { class: "stack tight" }, heading, el("p", {}, context.words.endBody));
  return { element, heading, update: () => undefined, questions: () => [] };
}

function bodyOf(page: Page, root: RootNode, context: Context, onAdded: (added: AnyChildNode) => void): View {
  if (page.kind === "end") return endView(context);
  if (page.node === null) return wholeView(() => shownChildren(root), context);
  if (page.kind === "question") return questionView(page.node as AnyControlNode, context, true);
  if (page.kind === "repeat") return new RepeatPage(page.node as RepeatRangeUncontrolledNode, context, onAdded);
  return viewOf(page.node, context, "h2");
}

/** The page, and above it the names of the groups it belongs to. */
export function pageView(page: Page, root: RootNode, context: Context, onAdded: (added: AnyChildNode) => void): View {
  const body = bodyOf(page, root, context, onAdded);
  const path = el("p", { class: "soft small" });
  return {
    element: el("div", { class: "stack tight" }, path, body.element),
    heading: body.heading,
    questions: () => body.questions(),
    update() {
      path.textContent = page.within.map(labelOf).filter(Boolean).join(" · ");
      path.hidden = path.textContent === "";
      inTongue(path, context);
      body.update();
    },
  };
}
