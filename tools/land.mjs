// The land around Morocco and Tunisia, without any border, from the Natural Earth files of `world-atlas` (public domain).

import { readFileSync, writeFileSync } from "node:fs";
import { feature } from "topojson-client";

const BOX = { west: -24, south: 20, east: 26, north: 48 };
const FINE = 0.008; // degrees: what differs by less is not drawn

/** Write the land of `source` (TopoJSON) that lies in the box to `target` (GeoJSON). Returns its size in bytes. */
export function writeLand(source, target) {
  const world = JSON.parse(readFileSync(source));
  const land = feature(world, world.objects.land);
  const shapes = land.features ?? [land];
  const rings = shapes.flatMap(({ geometry }) =>
    (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).map(([outside]) => outside),
  );
  const polygons = rings.map(clipped).map(simpler).filter((ring) => ring.length > 3).map((ring) => [ring.map(rounded)]);
  const text = JSON.stringify({ type: "Feature", properties: {}, geometry: { type: "MultiPolygon", coordinates: polygons } });
  writeFileSync(target, text);
  return text.length;
}

const rounded = ([x, y]) => [Number(x.toFixed(3)), Number(y.toFixed(3))];

/** Cut a ring along the four sides of the box, one after the other. */
function clipped(ring) {
  const sides = [
    [([x]) => x >= BOX.west, (a, b) => across(a, b, 0, BOX.west)],
    [([x]) => x <= BOX.east, (a, b) => across(a, b, 0, BOX.east)],
    [([, y]) => y >= BOX.south, (a, b) => across(a, b, 1, BOX.south)],
    [([, y]) => y <= BOX.north, (a, b) => across(a, b, 1, BOX.north)],
  ];
  return sides.reduce((points, [isInside, cut]) => {
    const kept = [];
    points.forEach((point, at) => {
      const before = points.at(at - 1);
      if (isInside(point) !== isInside(before)) kept.push(cut(before, point));
      if (isInside(point)) kept.push(point);
    });
    return kept;
  }, ring);
}

function across(a, b, axis, value) {
  const share = (value - a[axis]) / (b[axis] - a[axis]);
  return axis === 0 ? [value, a[1] + share * (b[1] - a[1])] : [a[0] + share * (b[0] - a[0]), value];
}

/** Leave out the points that lie nearer than FINE to the line between their neighbours (Ramer, Douglas and Peucker). */
function simpler(ring) {
  if (ring.length < 3) return ring;
  const [first, last] = [ring[0], ring.at(-1)];
  let [farthest, distance] = [0, FINE];
  for (let at = 1; at < ring.length - 1; at++) {
    const away = distanceToLine(ring[at], first, last);
    if (away > distance) [farthest, distance] = [at, away];
  }
  if (!farthest) return [first, last];
  return [...simpler(ring.slice(0, farthest + 1)).slice(0, -1), ...simpler(ring.slice(farthest))];
}

function distanceToLine([x, y], [x1, y1], [x2, y2]) {
  const long = Math.hypot(x2 - x1, y2 - y1);
  return long ? Math.abs((y2 - y1) * x - (x2 - x1) * y + x2 * y1 - y2 * x1) / long : Math.hypot(x - x1, y - y1);
}
