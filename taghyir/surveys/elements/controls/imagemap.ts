// A picture whose areas are the answers: one touches them, or goes from one to the next with the arrows. The list of answers stays below.

import type { SelectNode } from "@getodk/xforms-engine";
import { readDrawing, svg, type Drawing } from "../areas.ts";
import type { Context, Control } from "../context.ts";
import { el, mark } from "../dom.ts";
import { mediaAddress } from "../engine.ts";
import { choiceWords } from "../markdown.ts";
import { drawingText, isDrawing, picture } from "../pictures.ts";

const chosenInk = "#172e5e"; // on the white of the picture, on a dark screen too
const tick = "M5 12l5 5L20 7"; // in a square of 24
const tallest = 70; // hundredths of the screen: on a phone that lies, the whole picture is seen

/** One area: what is touched, and what says that it is chosen. */
class Area {
  readonly element: SVGGElement;
  readonly mark = svg("g", {});

  constructor(
    readonly value: string,
    private readonly outlines: readonly SVGElement[],
    role: "radio" | "checkbox",
  ) {
    this.element = svg("g", { role, tabindex: -1 });
    this.element.style.cursor = "pointer";
    this.element.append(...outlines);
    for (const outline of outlines) outline.setAttribute("vector-effect", "non-scaling-stroke");
    this.show(false, 0);
  }

  show(isChosen: boolean, unit: number): void {
    mark(this.element, "aria-checked", isChosen ? "true" : "false");
    for (const { style } of this.outlines) {
      style.pointerEvents = "all";
      style.fill = style.stroke = isChosen ? chosenInk : "transparent";
      style.fillOpacity = "0.35";
      style.strokeWidth = isChosen ? "3px" : "8px"; // also beside a thin line, the finger finds it
    }
    this.mark.replaceChildren(...(isChosen ? this.ticks(unit) : []));
  }

  /** A tick of the size of a fingertip in the middle, in dark on white. */
  private ticks(unit: number): SVGElement[] {
    const { x, y, width, height } = this.element.getBBox();
    const place = `translate(${x + width / 2 - 12 * unit} ${y + height / 2 - 12 * unit}) scale(${unit})`;
    return [["#fff", 8], [chosenInk, 4] as const].map(([stroke, width]) =>
      svg("path", { d: tick, fill: "none", stroke: stroke!, "stroke-width": width!, "stroke-linecap": "round", transform: place }),
    );
  }
}

/** The areas over the picture. One of them at a time is reached with the tabulator, the others with the arrows. */
class Areas {
  readonly element: SVGSVGElement;
  private readonly areas: Area[];

  constructor(
    private readonly drawing: Drawing,
    private readonly node: SelectNode,
    { words }: Context,
    private readonly choose: (value: string) => void,
  ) {
    const isOne = node.selectType === "select1";
    this.element = svg("svg", { viewBox: drawing.box.join(" "), role: isOne ? "radiogroup" : "group", "aria-label": words.onPicture });
    this.element.style.overflow = "visible"; // the ring around what has the focus
    if (drawing.fitting) this.element.setAttribute("preserveAspectRatio", drawing.fitting);
    this.areas = [...drawing.areas].map(([value, outlines]) => new Area(value, outlines, isOne ? "radio" : "checkbox"));
    this.element.append(...this.areas.map(({ element }) => element), ...this.areas.map((area) => area.mark));
    this.areas.forEach((area, place) => {
      area.mark.style.pointerEvents = "none";
      area.element.addEventListener("click", () => this.press(area));
      area.element.addEventListener("keydown", (event) => this.move(event, place));
    });
  }

  private press(area: Area): void {
    if (this.node.currentState.readonly) return;
    this.reach(area);
    this.choose(area.value);
  }

  private reach(reached: Area | undefined): void {
    for (const area of this.areas) mark(area.element, "tabindex", area === reached ? 0 : -1);
    reached?.element.focus({ preventScroll: true });
  }

  private move(event: KeyboardEvent, place: number): void {
    const way = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const isPress = event.key === " " || event.key === "Enter";
    if (way === undefined && !isPress) return;
    event.preventDefault();
    if (way === undefined) this.press(this.areas[place]!);
    else this.reach(this.areas.at((place + way) % this.areas.length));
  }

  update(): void {
    const { value: chosen, valueOptions, readonly } = this.node.currentState;
    const unit = this.drawing.box[2] / (this.element.clientWidth || 320);
    for (const area of this.areas) {
      const option = valueOptions.find(({ value }) => value === area.value);
      mark(area.element, "aria-label", option ? choiceWords(option) : area.value);
      mark(area.element, "aria-disabled", readonly ? "true" : null);
      area.show(chosen.includes(area.value), unit);
    }
    if (this.areas.some(({ element }) => element.getAttribute("tabindex") === "0")) return;
    const first = this.areas.find(({ value }) => chosen.includes(value)) ?? this.areas[0];
    if (first) mark(first.element, "tabindex", 0);
  }
}

/** `list` are the answers as they are offered without a picture. */
export function imageMapControl(node: SelectNode, context: Context, list: Control): Control {
  const figure = el("div", { class: "card" });
  Object.assign(figure.style, { display: "grid", padding: "0", background: "#fff", justifySelf: "start" });
  const said = el("p", { class: "small", hidden: true });
  let shown: string | null = null;
  let offered = "";
  let areas: Areas | null = null;

  const choose = (value: string): void => {
    const { value: chosen, valueOptions } = node.currentState;
    const isOut = chosen.includes(value);
    const kept = valueOptions.map((option) => option.value).filter((each) => (each === value ? !isOut : chosen.includes(each)));
    if (node.selectType === "select1") node.selectValue(value);
    else node.selectValues([...new Set(kept)]);
    figure.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const lay = (drawing: Drawing | null, address: string): void => {
    if (!drawing || address !== shown || drawing.areas.size === 0) return;
    areas = new Areas(drawing, node, context, choose);
    figure.append(areas.element);
    figure.style.inlineSize = `min(100%, ${Math.round(tallest * drawing.ratio)}vh)`;
    for (const child of figure.children) Object.assign((child as HTMLElement).style, { gridArea: "1 / 1", inlineSize: "100%", blockSize: "100%" });
    figure.style.aspectRatio = String(drawing.ratio);
    areas.update();
  };
  const open = (address: string | null, names: string): void => {
    shown = address;
    offered = names;
    areas = null;
    figure.replaceChildren(...(address ? [picture(address)] : []));
    figure.hidden = address === null;
    if (!address || !isDrawing(address)) return;
    const missed = () => (figure.hidden = shown === address); // the list of answers is there
    void drawingText(address).then((text) => offered === names && lay(readDrawing(text, new Set(names.split(" "))), address), missed);
  };
  return {
    element: el("div", { class: "stack tight" }, figure, said, list.element),
    input: null,
    update() {
      const source = node.currentState.label?.imageSource;
      const address = source ? mediaAddress(String(source), context.mediaUrl) : null;
      const names = node.currentState.valueOptions.map(({ value }) => value).join(" ");
      if (address !== shown || names !== offered) open(address, names);
      list.update();
      areas?.update();
      const { value: chosen, valueOptions } = node.currentState;
      said.textContent = valueOptions.filter(({ value }) => chosen.includes(value)).map(choiceWords).join(" · ");
      said.hidden = areas === null || said.textContent === "";
    },
  };
}
