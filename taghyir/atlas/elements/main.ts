// <directory-map>: the organisations of the list on a map, gathered in groups, each reached by the keyboard.
//
// points, here   where the points of a part of the map and its list are asked; both take box=west,south,east,north and zoom,
//                the list a page besides: its pager turns without leaving the map
// bounds         what to show first: west,south,east,north   land     GeoJSON of the land, without any border
// card           the address before the number of a card      words-…  what the page says, in its language
//
// Without this element, or without network, the list below stays as the server wrote it.

import * as L from "leaflet";
import Supercluster from "supercluster";

type Cell = [longitude: number, latitude: number, count: number, id?: number, name?: string];
interface Spot {
  count: number;
  id?: number;
  name?: string;
}

const RADIUS = 56; // pixels within which two spots become one
const WAIT = 150; // ms after the last movement
const CLOSEST = 18;
const NAMED = 10; // from this zoom on, communes are named
const NEAR = 14; // from this zoom on, what lies on one spot is listed
const LETTER = 4; // pixels, half of a letter of a name
const LINE = 20; // pixels
const AROUND_US = L.latLngBounds([26, -14], [42, 18]); // the land is drawn a little further
const AROUND = 0.002; // degrees, some 200 metres

class DirectoryMap extends HTMLElement {
  private map!: L.Map;
  private names!: L.LayerGroup;
  private spots!: L.LayerGroup;
  private asked?: AbortController;
  private timer = 0;
  private page = new URLSearchParams(location.search).get("page") ?? "1"; // of the list, until the map moves
  private part = ""; // what the list is of
  private isOpened = false; // a group was opened by the keyboard: the next spots take the focus

  connectedCallback(): void {
    const box = this.querySelector<HTMLElement>(".map");
    if (!box || this.map) return;
    box.closest<HTMLElement>("[hidden]")?.removeAttribute("hidden");
    this.classList.add("shown");
    this.map = L.map(box, {
      attributionControl: false,
      zoomControl: false,
      minZoom: 5,
      maxZoom: CLOSEST,
      maxBounds: AROUND_US,
      maxBoundsViscosity: 1,
      zoomAnimation: false,
      fadeAnimation: false,
    });
    this.map.getContainer().setAttribute("role", "region");
    this.map.getContainer().setAttribute("aria-label", this.words("map"));
    L.control.zoom({ zoomInTitle: this.words("in"), zoomOutTitle: this.words("out") }).addTo(this.map);
    this.names = L.layerGroup().addTo(this.map);
    this.spots = L.layerGroup().addTo(this.map);
    this.map.fitBounds(this.firstBounds(), { padding: [24, 24], maxZoom: 14 });
    this.map.on("moveend", () => this.soon());
    this.querySelector(".map-list")?.addEventListener("click", (event) => this.turns(event));
    void this.drawLand();
    void this.refresh();
  }

  private words(name: string): string {
    return this.getAttribute(`words-${name}`) ?? "";
  }

  private firstBounds(): L.LatLngBounds {
    const [west = 0, south = 0, east = 0, north = 0] = (this.getAttribute("bounds") ?? "").split(",").map(Number);
    return L.latLngBounds([south, west], [north, east]);
  }

  private async drawLand(): Promise<void> {
    const land = await fetch(this.getAttribute("land") ?? "").then((answer) => answer.json());
    L.geoJSON(land, { interactive: false, style: { className: "land", stroke: true, fillOpacity: 1 } }).addTo(this.map).bringToBack();
  }

  private soon(): void {
    this.page = "1";
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.refresh(), WAIT);
  }

  /** Ask for the points and the list of what is on the screen; an answer that comes too late is dropped. */
  private async refresh(): Promise<void> {
    this.nameWhatIsSeen();
    this.asked?.abort();
    const asked = (this.asked = new AbortController());
    const bounds = this.map.getBounds();
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((side) => side.toFixed(4));
    const part = `&box=${box.join(",")}&zoom=${this.map.getZoom()}`;
    try {
      const [cells, list] = await Promise.all([
        fetch(this.getAttribute("points") + part, { signal: asked.signal }).then((answer) => answer.json() as Promise<Cell[]>),
        this.lines(part, asked.signal),
      ]);
      this.show(cells);
      this.list(list);
    } catch (error) {
      if ((error as Error).name !== "AbortError") this.say(this.words("lost"));
    }
  }

  /** The names of the territories from afar, those of the communes from near; none is written over another. */
  private nameWhatIsSeen(): void {
    this.names.clearLayers();
    const isNear = this.map.getZoom() >= NAMED;
    const known = JSON.parse(this.getAttribute("names") ?? "[]") as [number, number, string, boolean][];
    const written: L.Bounds[] = [];
    for (const [latitude, longitude, name, isTerritory] of known.sort((a, b) => Number(b[3]) - Number(a[3]))) {
      const point = L.latLng(latitude, longitude);
      if ((!isNear && !isTerritory) || !this.map.getBounds().contains(point)) continue;
      const { x, y } = this.map.latLngToContainerPoint(point);
      const box = L.bounds([x - name.length * LETTER, y], [x + name.length * LETTER, y + LINE]);
      if (written.some((other) => other.intersects(box))) continue;
      written.push(box);
      const text = document.createElement("span");
      text.textContent = name;
      text.dir = "auto";
      const icon = L.divIcon({ className: "place-name", html: text, iconSize: [0, 0] });
      L.marker(point, { icon, interactive: false, keyboard: false, pane: "overlayPane" }).addTo(this.names);
    }
  }

  /** A page of the list of a part of the map. */
  private async lines(part: string, signal?: AbortSignal): Promise<string> {
    const answer = await fetch(`${this.getAttribute("here")}${part}&page=${encodeURIComponent(this.page)}`, { signal });
    if (!answer.ok) throw new Error(answer.statusText);
    this.part = part;
    return answer.text();
  }

  /** The pager of the list turns its pages in place, of what the list is of; a press with a modifier is the browser's. */
  private turns(event: Event): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>(".pager a");
    const { ctrlKey, metaKey, shiftKey } = event as MouseEvent;
    if (!link || !this.part || ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    this.page = new URL(link.href).searchParams.get("page") ?? "1";
    void this.lines(this.part)
      .then((html) => {
        this.list(html);
        this.querySelector<HTMLElement>(".map-list li a")?.focus();
      })
      .catch(() => this.say(this.words("lost")));
  }

  private list(html: string): void {
    const place = this.querySelector(".map-list");
    if (place) place.innerHTML = html; // written by our own server, escaped there
  }

  private say(text: string): void {
    const status = this.querySelector(".map-list [role=status]");
    if (status) status.textContent = text;
  }

  private show(cells: Cell[]): void {
    this.spots.clearLayers();
    const bounds = this.map.getBounds();
    const markers = this.gathered(cells, bounds).map(([point, spot]) => this.marker(point, spot));
    for (const marker of markers) marker.addTo(this.spots);
    if (this.isOpened) markers[0]?.getElement()?.focus();
    this.isOpened = false;
  }

  /** Cells of the server that would touch each other on this screen become one spot. From west to east, as one reads a map. */
  private gathered(cells: Cell[], bounds: L.LatLngBounds): [L.LatLng, Spot][] {
    const index = new Supercluster<Spot, { count: number }>({
      radius: RADIUS,
      extent: 256,
      maxZoom: CLOSEST,
      map: (spot) => ({ count: spot.count }),
      reduce: (sum, more) => void (sum.count += more.count),
    });
    index.load(
      cells.map(([longitude, latitude, count, id, name]) => ({
        type: "Feature",
        geometry: { type: "Point", coordinates: [longitude, latitude] },
        properties: { count, id, name },
      })),
    );
    const box: [number, number, number, number] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    return index
      .getClusters(box, Math.round(this.map.getZoom()))
      .map((one): [L.LatLng, Spot] => {
        const [longitude = 0, latitude = 0] = one.geometry.coordinates;
        return [L.latLng(latitude, longitude), one.properties as Spot];
      })
      .sort(([a], [b]) => a.lng - b.lng);
  }

  private marker(point: L.LatLng, spot: Spot): L.Marker {
    const isGroup = spot.count > 1 || !spot.id;
    const label = isGroup ? this.words("group").replace("{n}", String(spot.count)) : (spot.name ?? "");
    const text = document.createElement("b");
    text.textContent = isGroup ? String(spot.count) : "";
    const icon = L.divIcon({ className: isGroup ? "spot group" : "spot", html: text, iconSize: [44, 44] });
    const marker = L.marker(point, { icon, keyboard: true, riseOnHover: true });
    marker.on("add", () => {
      const element = marker.getElement();
      element?.setAttribute("role", "button");
      element?.setAttribute("aria-label", label);
      element?.setAttribute("title", label);
    });
    if (isGroup) this.opensGroup(marker, point);
    else marker.bindPopup(() => this.card(spot), { autoPan: true, closeButton: false });
    return marker;
  }

  private opensGroup(marker: L.Marker, point: L.LatLng): void {
    marker.on("click", () => this.closer(point));
    marker.on("keydown", (event) => {
      const key = (event as unknown as L.LeafletKeyboardEvent).originalEvent;
      if (key.key !== "Enter" && key.key !== " ") return;
      key.preventDefault();
      this.isOpened = this.map.getZoom() < NEAR;
      this.closer(point);
    });
  }

  /** Come closer; when that parts nothing any more, as in a commune whose organisations say no address, list them. */
  private closer(point: L.LatLng): void {
    const zoom = this.map.getZoom();
    if (zoom < NEAR) this.map.setView(point, zoom + 2);
    else void this.listAt(point);
  }

  private async listAt({ lat, lng }: L.LatLng): Promise<void> {
    const box = [lng - AROUND, lat - AROUND, lng + AROUND, lat + AROUND].map((side) => side.toFixed(5));
    this.page = "1";
    this.list(await this.lines(`&box=${box.join(",")}&zoom=${CLOSEST}`));
    this.querySelector<HTMLElement>(".map-list a")?.focus();
  }

  private card(spot: Spot): HTMLElement {
    const link = document.createElement("a");
    link.href = `${this.getAttribute("card")}${spot.id}/`;
    link.textContent = spot.name ?? "";
    link.dir = "auto";
    requestAnimationFrame(() => link.focus());
    return link;
  }
}

customElements.define("directory-map", DirectoryMap);
