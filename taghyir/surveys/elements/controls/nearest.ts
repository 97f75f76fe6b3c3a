// Choices that have a place (`select_one … map`): on asking, those nearest to where one is come first, each with how far it is.

import type { SelectNode } from "@getodk/xforms-engine";
import { asks } from "../appearances.ts";
import type { Context } from "../context.ts";
import { grouped, writtenNumber } from "../digits.ts";
import { button, el, icon } from "../dom.ts";
import { isRefused, position } from "./place.ts";

export type Option = SelectNode["currentState"]["valueOptions"][number];

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

const radius = 6_371; // kilometres, of the earth

/** In kilometres, along the earth. */
function between(one: Point, other: Point): number {
  const [from, to, turn] = [one.latitude, other.latitude, one.longitude - other.longitude].map((degrees) => (degrees * Math.PI) / 180) as [number, number, number];
  const half = Math.sin((from - to) / 2) ** 2 + Math.cos(from) * Math.cos(to) * Math.sin(turn / 2) ** 2;
  return 2 * radius * Math.asin(Math.sqrt(Math.min(1, half)));
}

/** The column `geometry` of a choice, as the engine gives it: a point, or those of a path or a field; "" when there is none. */
const geometryOf = ({ properties }: Option): string => properties.find(([name]) => name === "geometry")?.[1].trim() ?? "";

/** From here to the nearest of its points; Infinity when nothing of it can be read. */
function distanceTo(here: Point, geometry: string): number {
  const points = geometry.split(";").map((point) => point.trim().split(/\s+/).map(Number));
  const distances = points.map(([latitude = NaN, longitude = NaN]) => between(here, { latitude, longitude }));
  return Math.min(Infinity, ...distances.filter((distance) => !Number.isNaN(distance)));
}

export class Nearest {
  readonly element: HTMLElement;
  private readonly ask: HTMLButtonElement;
  private readonly caption = el("span");
  private readonly said = el("p", { class: "help", "aria-live": "polite" });
  private here: Point | null = null;
  private readonly distances = new Map<string, number>();

  constructor(
    private readonly node: SelectNode,
    private readonly context: Context,
    private readonly onFound: () => void,
  ) {
    this.ask = button("button plain", () => void this.locate(), icon("pin"), this.caption);
    this.element = el("div", { class: "stack tight" }, this.ask, this.said);
    this.caption.textContent = context.words.nearestFirst;
  }

  private async locate(): Promise<void> {
    const { words } = this.context;
    this.said.textContent = words.locating;
    try {
      this.here = (await position()).coords;
      this.distances.clear();
      this.caption.textContent = words.locateAgain;
      this.said.textContent = words.nearestShown;
      this.onFound();
    } catch (failure) {
      this.said.textContent = isRefused(failure) ? words.locateRefused : words.locateFailed;
    }
  }

  private distance(option: Option): number {
    const geometry = geometryOf(option);
    if (!this.here || geometry === "") return Infinity;
    const known = this.distances.get(geometry) ?? distanceTo(this.here, geometry);
    this.distances.set(geometry, known);
    return known;
  }

  /** The nearest first; those without a place stay last, in the order of the sheet, as all do until one has asked. */
  sorted(options: readonly [string, Option][]): [string, Option][] {
    const far = options.map(([key, option]) => ({ key, option, distance: this.distance(option) }));
    far.sort((one, other) => (one.distance === other.distance ? 0 : one.distance - other.distance));
    return far.map(({ key, option }) => [key, option]);
  }

  /** How far a choice is, in the words of the page; "" when nobody knows. */
  written(option: Option): string {
    const distance = this.distance(option);
    if (distance === Infinity) return "";
    const { words, language } = this.context;
    if (distance < 0.995) return words.metres(String(Math.round(distance * 100) * 10));
    return words.kilometres(grouped(writtenNumber(String(Number(distance.toFixed(distance < 9.95 ? 1 : 0))), language)));
  }

  /** There is nothing to sort where no choice has a place. */
  update(): void {
    const { valueOptions, readonly } = this.node.currentState;
    this.element.hidden = readonly || !valueOptions.some((option) => geometryOf(option) !== "");
  }
}

/** Null where the sheet does not ask for a map, or this device cannot say where it is. */
export function nearestOf(node: SelectNode, context: Context, onFound: () => void): Nearest | null {
  return asks(node, "map") && "geolocation" in navigator ? new Nearest(node, context, onFound) : null;
}
