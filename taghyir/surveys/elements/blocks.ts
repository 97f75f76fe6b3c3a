// Several questions together: a group with its name, a repeat with what was added to it.

import type { AnyChildNode, AnyControlNode, RepeatRangeUncontrolledNode } from "@getodk/xforms-engine";
import { inTongue, type Context, type Question, type View } from "./context.ts";
import { confirmThen } from "./dialog.ts";
import { arrange, button, el, icon } from "./dom.ts";
import { labelOf, shownChildren } from "./pages.ts";
import { questionView } from "./question.ts";

type Level = "h2" | "h3" | "h4";

const below: Record<Level, Level> = { h2: "h3", h3: "h4", h4: "h4" };

/** The level of what stands inside `node`: without a name of its own, it takes no level. */
const inside = (node: AnyChildNode, level: Level): Level => (labelOf(node) === "" ? level : below[level]);

/** The shown children of a node, kept in step with it. Focus stays where it is while others come and go. */
class Children {
  readonly element = el("div", { class: "stack loose" });
  private readonly views = new Map<string, View>();

  constructor(
    private readonly childrenOf: () => AnyChildNode[],
    private readonly viewOf: (node: AnyChildNode) => View,
  ) {}

  private current(): View[] {
    return this.childrenOf().map((node) => {
      const view = this.views.get(node.nodeId) ?? this.viewOf(node);
      this.views.set(node.nodeId, view);
      return view;
    });
  }

  update(): void {
    const views = this.current();
    arrange(this.element, views.map(({ element }) => element));
    for (const view of views) view.update();
  }

  questions(): Question[] {
    return this.current().flatMap((view) => view.questions());
  }
}

class Group implements View {
  readonly element: HTMLElement;
  readonly heading: HTMLElement;
  protected readonly children: Children;

  constructor(
    protected readonly node: AnyChildNode,
    protected readonly context: Context,
    level: Level,
    className = "stack",
  ) {
    this.heading = el(level, { tabindex: -1 });
    this.children = new Children(() => shownChildren(node), (child) => viewOf(child, context, inside(node, level)));
    this.element = el("section", { class: className }, this.heading, this.children.element);
  }

  update(): void {
    this.heading.textContent = labelOf(this.node);
    inTongue(this.heading, this.context);
    this.heading.hidden = this.heading.textContent === "";
    this.children.update();
  }

  questions(): Question[] {
    return this.children.questions();
  }
}

/** What a repeat adds and removes, and what both are called. */
export class RepeatActs {
  readonly add: HTMLButtonElement;
  private readonly addCaption = el("span");

  constructor(
    private readonly node: RepeatRangeUncontrolledNode,
    private readonly context: Context,
    onAdded: (added: AnyChildNode) => void,
  ) {
    const press = () => {
      node.addInstances(node.currentState.children.length - 1, 1);
      const added = node.currentState.children.at(-1);
      if (added) queueMicrotask(() => onAdded(added));
    };
    this.add = button("button plain", press, icon("plus"), this.addCaption);
  }

  /** Ask, then take one away with its answers. */
  remover(instance: AnyChildNode): HTMLButtonElement {
    const { words } = this.context;
    const name = () => labelOf(instance) || words.one;
    const remove = () => {
      const place = (this.node.currentState.children as readonly AnyChildNode[]).indexOf(instance);
      if (place < 0) return;
      this.node.removeInstances(place, 1);
      this.add.focus();
    };
    const ask = () => confirmThen({ title: words.removeTitle(name()), body: words.removeBody, act: words.erase, keep: words.keep }, remove);
    return button("button plain small", ask, icon("cross"), words.removeOne(name()));
  }

  update(): void {
    this.addCaption.textContent = this.context.words.addOne(labelOf(this.node) || this.context.words.one);
    this.add.hidden = this.node.currentState.readonly;
  }
}

class RepeatInstance extends Group {
  private remove: HTMLButtonElement | null = null;

  constructor(node: AnyChildNode, context: Context, level: Level, private readonly acts: RepeatActs | null) {
    super(node, context, level, "card stack");
  }

  override update(): void {
    super.update();
    if (!this.acts) return;
    const remove = this.acts.remover(this.node); // its name follows its place
    if (remove.textContent === this.remove?.textContent) return;
    this.remove?.remove();
    this.remove = remove;
    this.element.append(remove);
  }
}

class Repeat implements View {
  readonly element: HTMLElement;
  readonly heading: HTMLElement;
  private readonly acts: RepeatActs | null;
  private readonly children: Children;

  constructor(
    private readonly node: AnyChildNode,
    private readonly context: Context,
    level: Level,
  ) {
    this.heading = el(level, { tabindex: -1 });
    const isFree = node.nodeType === "repeat-range:uncontrolled";
    this.acts = isFree ? new RepeatActs(node, context, () => this.focusLast()) : null;
    this.children = new Children(() => shownChildren(node), (child) => new RepeatInstance(child, context, inside(node, level), this.acts));
    this.element = el("section", { class: "stack" }, this.heading, this.children.element, this.acts?.add);
  }

  private focusLast(): void {
    this.update();
    this.children.element.lastElementChild?.querySelector<HTMLElement>("[tabindex], input, select, textarea, button")?.focus();
  }

  update(): void {
    this.heading.textContent = labelOf(this.node);
    inTongue(this.heading, this.context);
    this.heading.hidden = this.heading.textContent === "";
    this.acts?.update();
    this.children.update();
  }

  questions(): Question[] {
    return this.children.questions();
  }
}

/** The view of any node, inside a page that shows several. */
export function viewOf(node: AnyChildNode, context: Context, level: Level): View {
  if (node.nodeType.startsWith("repeat-range")) return new Repeat(node, context, level);
  if (node.currentState.children !== null) return new Group(node, context, level);
  return questionView(node as AnyControlNode, context, false);
}

/** Everything at once, under no heading of its own. */
export function wholeView(childrenOf: () => AnyChildNode[], context: Context): View {
  const children = new Children(childrenOf, (node) => viewOf(node, context, "h2"));
  return { element: children.element, heading: null, update: () => children.update(), questions: () => children.questions() };
}
