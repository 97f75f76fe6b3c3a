// Where one is, found by the device or typed: a point, or points one after the other along a path or around a field. No map is needed.

import type { AnyInputNode } from "@getodk/xforms-engine";
import { asks } from "../appearances.ts";
import type { Context, Control } from "../context.ts";
import { readDecimal } from "../digits.ts";
import { button, el, freshId, icon } from "../dom.ts";
import type { TypedNode } from "./typed.ts";

const patience = 30_000; // milliseconds: a phone under a roof

/** `latitude longitude altitude accuracy`, as ODK writes a point. */
function pointOf({ coords }: GeolocationPosition): string {
  const degrees = (value: number) => value.toFixed(7);
  return `${degrees(coords.latitude)} ${degrees(coords.longitude)} ${(coords.altitude ?? 0).toFixed(1)} ${coords.accuracy.toFixed(1)}`;
}

export function position(): Promise<GeolocationPosition> {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(resolve, reject, { enableHighAccuracy: true, timeout: patience, maximumAge: 0 });
  });
}

export const isRefused = (failure: unknown): boolean => (failure as GeolocationPositionError | undefined)?.code === 1;

/** Points kept beside the engine while a path is too short to be one (two points, three for a field). */
class Trace {
  private points: string[] = [];

  constructor(
    private readonly node: TypedNode,
    private readonly kind: string,
  ) {}

  all(): string[] {
    const value = this.node.currentState.instanceValue;
    if (value === "") return this.points;
    const points = value.split(";").map((point) => point.trim()).filter(Boolean);
    return this.kind === "geoshape" ? points.slice(0, -1) : points;
  }

  set(points: string[]): void {
    this.points = points;
    const least = { geotrace: 2, geoshape: 3 }[this.kind] ?? 1;
    const closed = this.kind === "geoshape" && points[0] ? [...points, points[0]] : points;
    this.node.setValue(points.length < least ? "" : closed.join(";"));
  }
}

/** Latitude and longitude as they are read on a map or a paper, in any digits; both may be pasted into the first. */
class Coordinates {
  readonly element: HTMLDetailsElement;
  private readonly latitude = el("input", { class: "input number", id: freshId("latitude"), inputmode: "text", autocomplete: "off", dir: "ltr" });
  private readonly longitude = el("input", { class: "input number", id: freshId("longitude"), inputmode: "text", autocomplete: "off", dir: "ltr" });

  constructor({ words }: Context, caption: string, give: () => void) {
    const field = (label: string, input: HTMLElement) => el("div", { class: "field" }, el("label", { for: input.id, class: "small" }, label), input);
    const fields = el("div", { class: "pair" }, field(words.latitude, this.latitude), field(words.longitude, this.longitude));
    const take = button("button plain small", give, icon("check"), caption);
    this.element = el("details", {}, el("summary", {}, words.typePlace), el("div", { class: "stack tight" }, fields, el("p", { class: "help" }, words.coordinates), take));
  }

  /** The point that is typed; "" when nothing is, null when it is none. */
  read(): string | null {
    const pasted = this.latitude.value.trim().split(/[\s;]+/);
    const texts = this.longitude.value.trim() === "" && pasted.length === 2 ? pasted.map((text) => text.replace(/[,،]$/, "")) : [this.latitude.value, this.longitude.value];
    if (texts.every((text) => text.trim() === "")) return "";
    const [latitude, longitude] = texts.map((text) => Number(readDecimal(text) ?? NaN));
    const isPlace = Math.abs(latitude!) <= 90 && Math.abs(longitude!) <= 180; // never with NaN
    return isPlace ? `${latitude!.toFixed(7)} ${longitude!.toFixed(7)} 0 0` : null;
  }

  empty(): void {
    this.latitude.value = this.longitude.value = "";
  }
}

export function placeControl(node: AnyInputNode, context: Context): Control {
  const { words } = context;
  const typed = node as unknown as TypedNode;
  const single = node.valueType === "geopoint";
  const trace = new Trace(typed, node.valueType);
  const shown = el("p", { "aria-live": "polite" });
  const caption = el("span");

  const typedIn = (): void => {
    const point = coordinates.read();
    if (point === "") context.unread.delete(typed.nodeId);
    else if (point === null) context.unread.set(typed.nodeId, { text: "", problem: words.coordinates });
    else {
      context.unread.delete(typed.nodeId);
      coordinates.empty();
      trace.set(single ? [point] : [...trace.all(), point]);
    }
    update();
  };
  const coordinates = new Coordinates(context, single ? words.useCoordinates : words.addCoordinates, typedIn);
  coordinates.element.open = asks(node, "placement-map", "maps"); // a place that may be elsewhere
  const locate = async () => {
    shown.textContent = words.locating;
    try {
      const point = pointOf(await position());
      context.unread.delete(typed.nodeId);
      trace.set(single ? [point] : [...trace.all(), point]);
      update();
    } catch (failure) {
      shown.textContent = isRefused(failure) ? words.locateRefused : words.locateFailed;
      coordinates.element.open = true;
    }
  };
  const remove = () => {
    trace.set(single ? [] : trace.all().slice(0, -1));
    update();
  };
  const ask = button("button plain", () => void locate(), icon("pin"), caption);
  const clear = button("button plain small", remove, single ? words.clearAnswer : words.removePoint);

  const update = () => {
    const points = trace.all();
    const [latitude, longitude, , accuracy] = (points.at(-1) ?? "").split(" ");
    if (points.length > 0) {
      const place = el("bdi", { dir: "ltr", class: "code" }, `${Number(latitude).toFixed(5)}, ${Number(longitude).toFixed(5)}`);
      const precision = Number(accuracy) > 0 ? ` ${words.precision(String(Math.round(Number(accuracy))))}` : "";
      shown.replaceChildren(single ? "" : `${words.points(points.length)} · `, place, precision);
    } else if (shown.querySelector(".code")) shown.replaceChildren();
    caption.textContent = single ? (points.length > 0 ? words.locateAgain : words.locate) : words.addPoint;
    ask.hidden = coordinates.element.hidden = typed.currentState.readonly;
    clear.hidden = points.length === 0 || typed.currentState.readonly;
  };
  return { element: el("div", { class: "stack tight" }, ask, shown, clear, coordinates.element), input: null, update, commit: typedIn };
}
