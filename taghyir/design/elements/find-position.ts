/**
 * <find-position latitude="id_latitude" longitude="id_longitude" mark="," hidden><button>I am here</button><p role="status" data-…></p>
 * </find-position>: fills both fields with where the device is, and says how precisely. Hidden where no device can tell; asks nobody
 * before the button is pressed. `mark` parts the decimals, as the fields read them.
 */
const PATIENCE = 30_000; // milliseconds: a phone under a roof

class FindPosition extends HTMLElement {
  connectedCallback(): void {
    if (!("geolocation" in navigator) || !window.isSecureContext) return;
    this.hidden = false;
    this.querySelector("button")?.addEventListener("click", () => this.find());
  }

  private find(): void {
    this.say("finding");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.fill(coords),
      ({ code, PERMISSION_DENIED }) => this.say(code === PERMISSION_DENIED ? "refused" : "failed"),
      { enableHighAccuracy: true, timeout: PATIENCE },
    );
  }

  private fill(coords: GeolocationCoordinates): void {
    for (const name of ["latitude", "longitude"] as const) {
      const field = document.getElementById(this.getAttribute(name) ?? "") as HTMLInputElement | null;
      if (!field) continue;
      field.value = coords[name].toFixed(5).replace(".", this.getAttribute("mark") ?? ".");
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.say("found", String(Math.ceil(coords.accuracy)));
  }

  private say(name: string, metres = ""): void {
    const status = this.querySelector<HTMLElement>("[role=status]");
    if (status) status.textContent = (status.dataset[name] ?? "").replace("{m}", metres);
  }
}

customElements.define("find-position", FindPosition);
