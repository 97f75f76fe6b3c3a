// One answer or several among those offered: tiles to touch, a list when the form asks for the smallest room.

import type { SelectNode } from "@getodk/xforms-engine";
import { asks, columnsAsked } from "../appearances.ts";
import { mediaOf, write, type Context, type Control } from "../context.ts";
import { arrange, button, el, freshId, mark } from "../dom.ts";
import { folded } from "../folding.ts";
import { choiceWords } from "../markdown.ts";
import { imageMapControl } from "./imagemap.ts";
import { nearestOf, type Option } from "./nearest.ts";

const manyChoices = 15;
const mostShown = 100; // of a list of thousands: the others are found by searching

interface Tile {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  readonly caption: HTMLElement;
  readonly far: HTMLElement;
}

function tileOf(option: Option, type: "radio" | "checkbox", name: string, context: Context): Tile {
  const input = el("input", { type, name, value: option.value });
  const caption = el("span");
  const far = el("bdi", { class: "help", hidden: true });
  const media = mediaOf(option.label, context);
  const isSound = (each: HTMLElement): boolean => each.tagName === "BUTTON";
  const spoken = media.filter(isSound);
  const element = el("label", { class: "tile" }, input, ...media.filter((each) => !isSound(each)), caption, far);
  return { element: spoken.length > 0 ? el("div", { class: "row" }, element, ...spoken) : element, input, caption, far };
}

/** As many columns as are asked where there is room: never narrower than a finger and a short word. */
function inColumns(list: HTMLElement, most: number): void {
  list.style.gridTemplateColumns = `repeat(auto-fill, minmax(max(7rem, (100% - ${most - 1} * .5rem) / ${most}), 1fr))`;
}

/** Tiles one below the other; side by side where the sheet asks for columns, packed, or a scale from one end to the other. */
function listFor(node: SelectNode): HTMLElement {
  if (asks(node, "columns-pack", "horizontal", "likert")) return el("div", { class: "chips" });
  const list = el("div", { class: "tiles" });
  const most = columnsAsked(node) ?? (asks(node, "columns", "compact", "quickcompact", "horizontal-compact") ? 4 : null);
  if (most) inColumns(list, most);
  return list;
}

const settling = 200; // milliseconds: one sees what was chosen before the next question comes

/** `quick`: on to the next question as soon as one is chosen with the finger; never by the keyboard, which passes over the others. */
function goOnAfter(list: HTMLElement, node: SelectNode): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  list.addEventListener("click", ({ detail }) => {
    if (detail === 0) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (node.currentState.value.length > 0) list.dispatchEvent(new Event("answered", { bubbles: true }));
    }, settling);
  });
}

class Tiles {
  readonly list: HTMLElement;
  private readonly nothing = el("p", { class: "help", hidden: true });
  private readonly others = el("p", { class: "help", hidden: true });
  readonly search: HTMLInputElement;
  readonly searchField: HTMLElement;
  private readonly tiles = new Map<string, Tile>();
  private readonly name = freshId("choice");
  private readonly type: "radio" | "checkbox";
  private readonly nearest;
  readonly element: HTMLElement;

  constructor(
    private readonly node: SelectNode,
    private readonly context: Context,
  ) {
    this.type = node.selectType === "select" ? "checkbox" : "radio";
    this.list = listFor(node);
    if (this.type === "radio" && asks(node, "quick", "quickcompact")) goOnAfter(this.list, node);
    this.search = el("input", { type: "search", class: "input", id: freshId("search"), autocomplete: "off", dir: "auto" });
    const label = el("label", { for: this.search.id, class: "small" }, context.words.searchChoices);
    this.searchField = el("div", { class: "field", hidden: true }, label, this.search);
    this.nothing.textContent = context.words.nothingFound;
    this.others.textContent = context.words.othersToFind;
    this.search.addEventListener("input", () => this.arrange());
    this.search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    this.list.addEventListener("change", (event) => this.give(event.target as HTMLInputElement));
    this.nearest = nearestOf(node, context, () => this.arrange());
    this.element = el("div", { class: "stack tight" }, this.searchField, this.nearest?.element, this.list, this.nothing, this.others);
  }

  /** What was chosen and is out of sight stays chosen, unless one alone can be. */
  private give({ value, checked }: HTMLInputElement): void {
    if (this.type === "radio") {
      this.node.selectValue(checked ? value : null);
      return;
    }
    const chosen = new Set(this.node.currentState.value);
    if (checked) chosen.add(value);
    else chosen.delete(value);
    const values = new Set(this.options().map(([, option]) => option.value));
    this.node.selectValues([...values].filter((each) => chosen.has(each)));
  }

  private options(): [string, Option][] {
    return this.node.currentState.valueOptions.map((option, place) => [`${option.value}/${place}`, option]);
  }

  private arrange(): void {
    const sought = folded(this.search.value);
    const options = this.nearest?.sorted(this.options()) ?? this.options();
    const found = sought === "" ? options : options.filter(([, option]) => folded(option.label.asString).includes(sought));
    const { value: chosen } = this.node.currentState;
    const shown = found.filter(([, { value }], place) => place < mostShown || chosen.includes(value));
    arrange(this.list, shown.map(([key, option]) => this.tileFor(key, option).element));
    this.nothing.hidden = found.length > 0 || sought === "";
    this.others.hidden = shown.length === found.length;
  }

  private tileFor(key: string, option: Option): Tile {
    const { value: chosen, readonly } = this.node.currentState;
    const tile = this.tiles.get(key) ?? tileOf(option, this.type, this.name, this.context);
    this.tiles.set(key, tile);
    write(tile.caption, option.label, this.context);
    if (["", "-"].includes(option.label.asString)) tile.caption.textContent = option.value; // not in this language
    const far = this.nearest?.written(option) ?? "";
    if (tile.far.textContent !== far) tile.far.textContent = far;
    tile.far.hidden = far === "";
    tile.input.checked = chosen.includes(option.value);
    tile.input.disabled = readonly;
    return tile;
  }

  update(): void {
    const searched = asks(this.node, "autocomplete", "autocomplete_chars", "search");
    this.searchField.hidden = !searched && this.node.currentState.valueOptions.length <= manyChoices;
    this.nearest?.update();
    this.arrange();
  }
}

function tilesControl(node: SelectNode, context: Context): Control {
  const tiles = new Tiles(node, context);
  const clear = button("button plain small", () => node.selectValue(null), context.words.clearAnswer);
  return {
    element: el("div", { class: "stack tight" }, tiles.element, clear),
    input: null,
    update() {
      tiles.update();
      const { value, readonly, required } = node.currentState;
      clear.hidden = node.selectType === "select" || value.length === 0 || readonly || required;
    },
  };
}

function listControl(node: SelectNode, context: Context): Control {
  const input = el("select", { class: "input", id: freshId("answer") });
  input.addEventListener("change", () => node.selectValue(input.value || null));
  let offered: readonly Option[] | null = null;
  return {
    element: input,
    input,
    update() {
      const { valueOptions } = node.currentState;
      const options = () => valueOptions.map((option) => el("option", { value: option.value }, choiceWords(option)));
      if (valueOptions !== offered) input.replaceChildren(el("option", { value: "" }, context.words.choose), ...options());
      offered = valueOptions;
      input.value = node.currentState.value[0] ?? "";
      mark(input, "disabled", node.currentState.readonly);
    },
  };
}

export function choiceControl(node: SelectNode, context: Context): Control {
  const isList = node.selectType === "select1" && asks(node, "minimal") && !asks(node, "autocomplete");
  const control = isList ? listControl(node, context) : tilesControl(node, context);
  return asks(node, "image-map") ? imageMapControl(node, context, control) : control;
}
