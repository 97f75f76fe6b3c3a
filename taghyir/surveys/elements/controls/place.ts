// Where one is: a point, or points one after the other along a path or around a field. No map is needed.

import type { AnyInputNode } from "@getodk/xforms-engine";
import type { Context, Control } from "../context.ts";
import { button, el, icon } from "../dom.ts";
import type { TypedNode } from "./typed.ts";

const patience = 30_000; // milliseconds: a phone under a roof

/** `latitude longitude altitude accuracy`, as ODK writes a point. */
function pointOf({ coords }: GeolocationPosition): string {
  const degrees = (value: number) => value.toFixed(7);
  return `${degrees(coords.latitude)} ${degrees(coords.longitude)} ${(coords.altitude ?? 0).toFixed(1)} ${coords.accuracy.toFixed(1)}`;
}

function position(): Promise<GeolocationPosition> {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(resolve, reject, { enableHighAccuracy: true, timeout: patience, maximumAge: 0 });
  });
}

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

export function placeControl(node: AnyInputNode, context: Context): Control {
  const { words } = context;
  const typed = node as unknown as TypedNode;
  const single = node.valueType === "geopoint";
  const trace = new Trace(typed, node.valueType);
  const shown = el("p", { "aria-live": "polite" });
  const caption = el("span");

  const locate = async () => {
    shown.textContent = words.locating;
    try {
      const point = pointOf(await position());
      context.unread.delete(typed.nodeId);
      trace.set(single ? [point] : [...trace.all(), point]);
      update();
    } catch (failure) {
      const refused = (failure as GeolocationPositionError | undefined)?.code === 1;
      shown.textContent = refused ? words.locateRefused : words.locateFailed;
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
    ask.hidden = typed.currentState.readonly;
    clear.hidden = points.length === 0 || typed.currentState.readonly;
  };
  return { element: el("div", { class: "stack tight" }, ask, shown, clear), input: null, update };
}
