// The form cut into pages: one question, one group shown together, one repeat, and the end.

import type { AnyChildNode, AnyControlNode, AnyNode, RepeatRangeNode, RootNode } from "@getodk/xforms-engine";
import { asks } from "./appearances.ts";
import { plainText } from "./markdown.ts";

export interface Page {
  /** The reference of what it shows: found again after a reload. */
  readonly key: string;
  readonly kind: "question" | "group" | "repeat" | "end";
  readonly node: AnyChildNode | null;
  /** The groups and repeats it is in, outermost first. */
  readonly within: readonly AnyChildNode[];
}

export const endPage: Page = { key: "end", kind: "end", node: null, within: [] };

const isRepeat = (node: AnyNode): node is RepeatRangeNode => node.nodeType.startsWith("repeat-range");

/** In a table-list, `label` repeats the captions above the columns: our rows have their own. */
const isCaptionRow = (node: AnyChildNode): boolean => node.nodeType === "select" && asks(node, "label");

/** Whether a person has something to read or answer here. */
export function isShown(node: AnyChildNode): boolean {
  if (!node.currentState.relevant || node.nodeType === "model-value" || isCaptionRow(node)) return false;
  if (isRepeat(node)) return node.nodeType === "repeat-range:uncontrolled" || node.currentState.children.some(isShown);
  return node.currentState.children === null || shownChildren(node).length > 0;
}

/** What is shown directly inside, in the order of the form. */
export function shownChildren(node: AnyNode): AnyChildNode[] {
  return ((node.currentState.children ?? []) as readonly AnyChildNode[]).filter(isShown);
}

/** Every question below, the node itself included, that is shown now. */
export function questionsIn(node: AnyNode): AnyControlNode[] {
  if (node.currentState.children !== null) return shownChildren(node).flatMap(questionsIn);
  return [node as AnyControlNode];
}

function within(node: AnyChildNode, path: readonly AnyChildNode[]): Page[] {
  const key = node.currentState.reference;
  if (isRepeat(node)) {
    const ends: Page[] = node.nodeType === "repeat-range:uncontrolled" ? [{ key: `${key}#more`, kind: "repeat", node, within: path }] : [];
    return [...shownChildren(node).flatMap((instance) => within(instance, path)), ...ends];
  }
  if (node.currentState.children === null) return [{ key, kind: "question", node, within: path }];
  if (asks(node, "field-list", "table-list")) return [{ key, kind: "group", node, within: path }];
  return shownChildren(node).flatMap((child) => within(child, [...path, node]));
}

/** All pages in order; the last is the end, where the sheet is sent. */
export function pagesOf(root: RootNode): Page[] {
  return [...shownChildren(root).flatMap((node) => within(node, [])), endPage];
}

/** The whole form on one page. */
export function wholePage(): Page[] {
  return [{ key: "whole", kind: "group", node: null, within: [] }];
}

/** "Person 2": the label of the repeat and the place of this one in it. */
export function instanceName(instance: AnyChildNode, label: string): string {
  const siblings = (instance.parent as RepeatRangeNode).currentState.children as readonly AnyChildNode[];
  return `${label} ${siblings.indexOf(instance) + 1}`.trim();
}

/** A group without a translation is `-` in the form: it has no name then. */
function textOf(node: AnyChildNode): string {
  const { label } = node.currentState;
  const text = label ? plainText(label) : "";
  return text === "-" ? "" : text;
}

/** What a group or repeat is called; empty when the form gave it no name. */
export function labelOf(node: AnyChildNode): string {
  const own = textOf(node);
  return node.nodeType === "repeat-instance" ? instanceName(node, own || textOf(node.parent)) : own;
}
