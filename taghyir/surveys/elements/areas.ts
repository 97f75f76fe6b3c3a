// The areas of a drawing that bear the name of an answer. Only their outlines are taken: the drawing itself stays a picture.

const space = "http://www.w3.org/2000/svg";
const outlines: Record<string, readonly string[]> = {
  path: ["d"],
  rect: ["x", "y", "width", "height", "rx", "ry"],
  circle: ["cx", "cy", "r"],
  ellipse: ["cx", "cy", "rx", "ry"],
  polygon: ["points"],
  polyline: ["points"],
  line: ["x1", "y1", "x2", "y2"],
};
const unseen = "defs, symbol, clipPath, mask, pattern, marker";

export interface Drawing {
  /** Its coordinates, as `viewBox` says them. */
  readonly box: readonly [number, number, number, number];
  /** Its width over its height, as it is shown. */
  readonly ratio: number;
  readonly fitting: string | null;
  readonly areas: ReadonlyMap<string, readonly SVGElement[]>;
}

export function svg<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Record<string, string | number>): SVGElementTagNameMap[K] {
  const made = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}

/** The moves of an element and of all that holds it, from the outside in. */
function movesOf(element: Element | null): string {
  if (!element || !element.parentElement) return "";
  return `${movesOf(element.parentElement)} ${element.getAttribute("transform") ?? ""}`.trim();
}

function outlineOf(element: Element): SVGElement {
  const made = svg(element.localName as "path", {});
  for (const name of outlines[element.localName] ?? []) {
    const value = element.getAttribute(name);
    if (value !== null) made.setAttribute(name, value);
  }
  const moves = movesOf(element);
  if (moves) made.setAttribute("transform", moves);
  return made;
}

function boxOf(root: Element): Drawing["box"] | null {
  const side = (name: string) => Number(/^\s*([\d.]+)(?:px)?\s*$/.exec(root.getAttribute(name) ?? "")?.[1] ?? NaN);
  const said = (root.getAttribute("viewBox") ?? "").trim().split(/[\s,]+/).map(Number);
  const box = said.length === 4 ? said : [0, 0, side("width"), side("height")];
  return box.every(Number.isFinite) && box[2]! > 0 && box[3]! > 0 ? (box as unknown as Drawing["box"]) : null;
}

function ratioOf(root: Element, [, , width, height]: Drawing["box"]): number {
  const own = ["width", "height"].map((name) => root.getAttribute(name) ?? "");
  const [across, down] = own.every((side) => /^[\d.]+[a-z]*$/.test(side)) ? own.map(parseFloat) : [];
  return across && down ? across / down : width / height;
}

/** Without what says how it looks: the policy of our pages speaks of each style, also of one that nobody shows. */
const unstyled = (text: string): string => text.replace(/<style[\s\S]*?<\/style\s*>|\sstyle\s*=\s*(?:"[^"]*"|'[^']*')/gi, "");

/** Null when the text is no drawing, or says no size. */
export function readDrawing(text: string, names: ReadonlySet<string>): Drawing | null {
  const root = new DOMParser().parseFromString(unstyled(text), "image/svg+xml").documentElement;
  const box = root.localName === "svg" ? boxOf(root) : null;
  if (!box) return null;
  const areas = new Map<string, SVGElement[]>();
  for (const named of root.querySelectorAll("[id]")) {
    if (!names.has(named.id) || named.closest(unseen)) continue;
    const parts = [named, ...named.querySelectorAll("*")].filter((each) => each.localName in outlines && !each.closest(unseen));
    if (parts.length > 0) areas.set(named.id, [...(areas.get(named.id) ?? []), ...parts.map(outlineOf)]);
  }
  return { box, ratio: ratioOf(root, box), fitting: root.getAttribute("preserveAspectRatio"), areas };
}
