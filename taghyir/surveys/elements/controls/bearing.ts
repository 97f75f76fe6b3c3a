// A direction in degrees from the north: read from the compass of the phone, or typed.

import type { Context, Control } from "../context.ts";
import { readDecimal, writtenNumber } from "../digits.ts";
import { button, el, icon } from "../dom.ts";
import { typedControl, type TypedNode } from "./typed.ts";

const patience = 3_000; // milliseconds: a device without a compass says nothing

type Turned = DeviceOrientationEvent & { readonly webkitCompassHeading?: number };
type Asking = typeof DeviceOrientationEvent & { readonly requestPermission?: () => Promise<string> };

const moments = ["deviceorientationabsolute", "deviceorientation"] as const; // the second, on an iPhone

/** Where the top of the screen points, from 0 to 359; null when the device does not know the north. */
function heading({ alpha, absolute, webkitCompassHeading }: Turned): number | null {
  const top = webkitCompassHeading ?? (absolute && alpha !== null ? 360 - alpha : null);
  return top === null ? null : Math.round(top + (screen.orientation?.angle ?? 0)) % 360;
}

async function isAllowed(): Promise<boolean> {
  const ask = (globalThis.DeviceOrientationEvent as Asking | undefined)?.requestPermission;
  return ask ? (await ask()) === "granted" : "DeviceOrientationEvent" in globalThis;
}

/** The compass while it is read: it stops when one keeps what it says, when it says nothing, and with its page. */
class Compass {
  private timer: ReturnType<typeof setTimeout> | undefined;
  reading: number | null = null;
  isOn = false;

  constructor(
    private readonly isShown: () => boolean,
    private readonly said: (isMissing: boolean) => void,
  ) {}

  async start(): Promise<void> {
    this.reading = null;
    if (!(await isAllowed().catch(() => false))) return this.said(true);
    this.isOn = true;
    for (const moment of moments) addEventListener(moment, this.hear);
    this.timer = setTimeout(() => this.stop(this.reading === null), patience);
    this.said(false);
  }

  stop(isMissing = false): void {
    clearTimeout(this.timer);
    this.isOn = false;
    for (const moment of moments) removeEventListener(moment, this.hear);
    this.said(isMissing);
  }

  private readonly hear = (event: Event): void => {
    if (!this.isShown()) return this.stop();
    const found = heading(event as Turned);
    if (found === null) return;
    clearTimeout(this.timer);
    this.reading = found;
    this.said(false);
  };
}

export function bearingControl(node: TypedNode, context: Context): Control {
  const { words, language } = context;
  const typed = typedControl(node, context, {
    read: (text) => {
      const value = readDecimal(text.replace(/°\s*$/, ""));
      return value !== null && Number(value) >= 0 && Number(value) <= 360 ? value : null;
    },
    problem: words.between("0", "360"),
    written: (value) => (value === "" ? "" : writtenNumber(String(Number(value)), language)),
    attributes: { inputmode: "decimal", class: "input number", dir: "ltr" },
  });
  const caption = el("span");
  const shown = el("p", { "aria-live": "polite" });
  const say = (isMissing: boolean): void => {
    caption.textContent = compass.isOn && compass.reading !== null ? words.keepDirection(`\u2066${compass.reading}°\u2069`) : words.takeDirection;
    shown.textContent = isMissing ? words.noCompass : compass.isOn ? words.holdFlat : "";
  };
  const compass = new Compass(() => caption.isConnected, say);
  const press = (): void => {
    if (!compass.isOn) return void compass.start();
    if (compass.reading === null) return;
    context.unread.delete(node.nodeId);
    node.setValue(String(compass.reading));
    compass.stop();
    typed.update();
  };
  const ask = button("button plain", press, icon("compass"), caption);
  say(false);
  return {
    ...typed,
    note: words.directionNote,
    element: el("div", { class: "stack tight" }, typed.input, ask, shown),
    update() {
      typed.update();
      ask.hidden = node.currentState.readonly;
    },
  };
}
