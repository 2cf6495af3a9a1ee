/* A place on the map, drawn as what it is: a site or settlement as a circle sized by its events, anything coarser as an
   area (its country's outline, its box, its circle), never as a pin. */

import { drawn, outlineOf } from "./map-outlines.js";

const L = globalThis.L;

const DOTS = new Set(["site", "settlement"]);
const LEAST = 4, MOST = 15;  // radius of a circle in pixels; its area grows with the events
const UNKNOWN_REACH = 26;    // pixels: an area whose size no table gives
const KM_PER_DEGREE = 111.32;

export const isDot = (place) => DOTS.has(place.precision);
// Characters that hide, or turn words round, are shown and not obeyed (the rule of views/visible.py).
const HIDING = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
export const nameOf = (place) => place.name.replace(HIDING, (c) => `⟨U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
export const kindOf = ({ precision, country }) => (country && precision !== "country" ? `${precision}, ${country}` : precision);
export const eventWords = (n) => `${n.toLocaleString("en")} event${n === 1 ? "" : "s"}`;
export const hasPoint = (place) => Number.isFinite(place.lat) && Number.isFinite(place.lon);

/* {place, layer, form, outline, reach, radius}: the layer to draw, its form (dot, outline, box, circle, unknown), the
   outline it follows, the box of the earth that shows it whole, and its radius in pixels where zooming does not change
   that.  `most` is the largest number of events of any place. */
export function markOf(place, outlines, most) {
  const share = Math.sqrt(place.events / Math.max(1, most));
  if (isDot(place)) {
    const radius = LEAST + (MOST - LEAST) * share;
    const layer = L.circleMarker([place.lat, place.lon], { radius, className: "mark dot", fillOpacity: 0.8, weight: 1.5, pane: "dots" });
    return { place, layer, form: "dot", outline: null, reach: L.latLngBounds([[place.lat, place.lon]]), radius };
  }
  const look = { className: `mark area ${place.precision}`, fillOpacity: 0.06 + 0.26 * share, weight: 1.5, pane: "areas" };
  const outline = place.precision === "country" ? outlineOf(outlines, place) : null;
  const { bbox, radius_km: radius } = place.extent ?? {};
  let layer, reach, form, fixed = 0;
  if (outline) {
    form = "outline";
    layer = L.polygon(drawn(outline), look);
    reach = mainland(outline, place);
  } else if (bbox) {
    form = "box";
    const rings = boxes(bbox);
    layer = L.polygon(rings.map((r) => [r]), look);
    reach = L.latLngBounds(rings.find((r) => L.latLngBounds(r).contains([place.lat, place.lon])) ?? rings[0]);
  } else if (radius) {
    form = "circle";
    layer = L.circle([place.lat, place.lon], { ...look, radius: radius * 1000 });
    reach = L.latLng(place.lat, place.lon).toBounds(2000 * radius);
  } else {
    form = "unknown";
    fixed = UNKNOWN_REACH;
    layer = L.circleMarker([place.lat, place.lon], { ...look, className: `${look.className} reach-unknown`, radius: UNKNOWN_REACH });
    reach = L.latLng(place.lat, place.lon).toBounds(60000);
  }
  return { place, layer, form, outline, reach, radius: fixed };
}

/* A box as rings of [lat, lon]; one over the 180th meridian (west > east) at both ends of the map. */
function boxes([west, south, east, north]) {
  const ring = (w, e) => [[south, w], [north, w], [north, e], [south, e]];
  return west <= east ? [ring(west, east)] : [ring(west, east + 360), ring(west - 360, east)];
}

/* The box of the part of a country that holds its own point and of what lies close to it: islands far away must not
   shrink the rest to nothing. */
function mainland(outline, place) {
  const rings = outline.polygons.map(([ring]) => L.latLngBounds(ring.map(([lon, lat]) => [lat, lon])));
  const size = (b) => (b.getEast() - b.getWest()) * (b.getNorth() - b.getSouth());
  const around = rings.filter((b) => b.contains([place.lat, place.lon]));
  const main = (around.length ? around : rings).reduce((a, b) => (size(b) > size(a) ? b : a));
  const near = main.pad(0.5);
  return rings.filter((b) => near.contains(b.getCenter())).reduce((all, b) => all.extend(b), L.latLngBounds(main.getSouthWest(), main.getNorthEast()));
}

/* Larger areas below smaller ones, fewer events above more, so that each can be pointed at. */
export function drawingOrder(marks) {
  const size = ({ reach }) => (reach.getEast() - reach.getWest()) * (reach.getNorth() - reach.getSouth());
  return [...marks].sort((a, b) => size(b) - size(a) || b.place.events - a.place.events);
}

/* The box that shows all marks; countries widen it only where nothing finer is named, as in views/worldmap.py. */
export function frame(marks) {
  const finer = marks.filter((m) => m.place.precision !== "country");
  const bounds = L.latLngBounds([]);
  for (const { reach } of finer.length ? finer : marks) bounds.extend(reach);
  if (!bounds.isValid()) return null;
  const least = 130 / KM_PER_DEGREE;  // half of 260 km: a view of one village still shows what surrounds it
  const { lat, lng } = bounds.getCenter();
  return bounds.extend([lat - least / 2, lng - least]).extend([lat + least / 2, lng + least]);
}

/* What stands in a popup or tooltip: text only, whatever a name holds. */
export function card(place, address) {
  const box = document.createElement("div");
  box.className = "map-card";
  const name = document.createElement("bdi");
  name.textContent = nameOf(place);
  const head = document.createElement("strong");
  head.append(name);
  const what = document.createElement("span");
  what.textContent = `${kindOf(place)} · ${eventWords(place.events)}`;
  box.append(head, what);
  if (address) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = "Show in the timeline";
    box.append(link);
  }
  return box;
}
