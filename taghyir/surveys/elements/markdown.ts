// The text of a form (a small Markdown) as elements. Raw HTML of a form is shown as plain words.

import type { MarkdownNode, TextRange, TextRole } from "@getodk/xforms-engine";
import { el } from "./dom.ts";

const inline = new Set(["em", "strong", "u", "span"]);
const blocks = new Set(["p", "ul", "ol", "li", "div"]);

const styles = /\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]*)/gi; // read, a style would be refused aloud by the policy of the page

function wordsOf(html: string): string {
  return new DOMParser().parseFromString(html.replace(styles, ""), "text/html").body.textContent ?? "";
}

function link(address: string, children: Node[]): HTMLElement {
  if (!/^(https?:|mailto:|tel:)/i.test(address)) return el("span", {}, ...children);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

function heading(children: Node[], withBlocks: boolean): Node[] {
  const strong = el("strong", {}, ...children);
  return withBlocks ? [el("p", {}, strong)] : [strong, el("br")];
}

function parent(name: string, node: MarkdownNode, children: Node[], withBlocks: boolean): Node[] {
  if (name === "a" && "url" in node) return [link(String(node.url), children)];
  if (inline.has(name)) return [el(name as "em", {}, ...children)];
  if (/^h[1-6]$/.test(name)) return heading(children, withBlocks);
  if (withBlocks && blocks.has(name)) return [el(name as "p", {}, ...children)];
  return [...children, el("br")];
}

function rendered(nodes: readonly MarkdownNode[], withBlocks: boolean): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (node.role === "child") return [document.createTextNode(node.value)];
    if (node.role === "line-break") return [el("br")];
    if (node.role === "html") return [document.createTextNode(wordsOf(node.unsafeHtml))];
    return parent(node.elementName, node, rendered(node.children, withBlocks), withBlocks);
  });
}

/** Words on one line, without a sign that Markdown reads: thousands of them may stand in a list. */
const bare = /^\p{L}(?:[^\\*_`#[\]<>&~|\n\r\t]*[^\s\\*_`#[\]<>&~|])?$/u;

/** Fit for a heading or a label: no block inside. */
export function inlineText(text: TextRange<TextRole>): Node[] {
  if (bare.test(text.asString)) return [document.createTextNode(text.asString)];
  const nodes = rendered(text.formatted, false);
  while (nodes.length > 0 && nodes[nodes.length - 1]?.nodeName === "BR") nodes.pop();
  return nodes;
}

/** Fit for a help or a note: paragraphs and lists. */
export function blockText(text: TextRange<TextRole>): Node[] {
  return rendered(text.formatted, true);
}

/** In plain words, where no element can stand: a button, an option of a list. */
export function plainText(text: TextRange<TextRole>): string {
  return inlineText(text).map(({ textContent }) => textContent ?? "").join("").trim();
}

/** The words of a choice where no element can stand; its code when it has none in this language. */
export function choiceWords({ label, value }: { readonly label: TextRange<TextRole>; readonly value: string }): string {
  const words = plainText(label);
  return ["", "-"].includes(words) ? value : words;
}
