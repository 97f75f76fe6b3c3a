// Makes elements without a template: text is always text, never HTML, and no attribute carries a style.

type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined>;

const paths = {
  back: "M20 12H5M11 6l-6 6 6 6",
  next: "M4 12h15M13 6l6 6-6 6",
  alert: "M12 3l10 18H2zM12 10v5M12 18v.01",
  offline: "M3 3l18 18M7 10a4 4 0 0 0 0 9h10M10 6.5A6 6 0 0 1 18 11a4 4 0 0 1 2.5 6.5",
  sheet: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  up: "M12 19V5M6 11l6-6 6 6",
  down: "M12 5v14M6 13l6 6 6-6",
  pin: "M12 21s7-6.500 7-12a7 7 0 0 0-14 0c0 5.500 7 12 7 12zM12 11.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
  compass: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM15.500 8.500l-2 5-5 2 2-5z",
  camera: "M4 8h4l1.500-3h5L16 8h4v11H4zM12 17a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7z",
  microphone: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v4",
  sound: "M4 9v6h4l5 4V5L8 9zM16.500 9a4 4 0 0 1 0 6M19 6.500a8 8 0 0 1 0 11",
  cross: "M6 6l12 12M18 6L6 18",
  check: "M5 12l5 5L20 7",
};

export type IconName = keyof typeof paths;

/** One element with its attributes (true: present, false or null: absent) and its children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) mark(element, name, value);
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

/** Set an attribute, or take it away when there is nothing to say. */
export function mark(element: Element, name: string, value: string | number | boolean | null | undefined): void {
  if (value === null || value === undefined || value === false) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value === true ? "" : value)) {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** A drawing beside a word. `turns` mirrors it where people read from right to left. */
export function icon(name: IconName, turns = false): SVGSVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(namespace, "svg");
  drawing.setAttribute("class", turns ? "icon turns" : "icon");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", paths[name]);
  drawing.append(path);
  return drawing;
}

/** A button that does something on this page and never submits it. */
export function button(className: string, onPress: () => void, ...children: Child[]): HTMLButtonElement {
  const made = el("button", { type: "button", class: className }, ...children);
  made.addEventListener("click", onPress);
  return made;
}

/** Make `parent` hold exactly these elements in this order, moving as little as possible so that focus stays. */
export function arrange(parent: Element, wanted: readonly Element[]): void {
  for (const child of [...parent.children]) if (!wanted.includes(child)) child.remove();
  wanted.forEach((child, place) => {
    if (parent.children[place] !== child) parent.insertBefore(child, parent.children[place] ?? null);
  });
}

let count = 0;

/** An id nobody else has on this page. */
export function freshId(what: string): string {
  count += 1;
  return `taghyir-${what}-${count}`;
}
