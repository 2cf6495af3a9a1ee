/* Names on the map: each beside its circle or inside its area, never over a circle and never over another name.
   A name for which there is no room is left out; the list beside the map has all of them. */

import { nameOf } from "./map-marks.js";
import { spots } from "./map-outlines.js";

const GAP = 3;        // pixels between a circle and its name
const AT_MOST = 150;  // names tried in one view; more than that cannot be read

const meets = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

/* Boxes to try for a name `wide` and `high` pixels large beside a circle of `radius` about x, y, the best first. */
export function beside({ x, y }, radius, wide, high) {
  const r = radius + GAP;
  const box = (left, top) => ({ left, top, right: left + wide, bottom: top + high });
  const slant = r * 0.72;
  return [
    box(x + r, y - high / 2), box(x - r - wide, y - high / 2), box(x - wide / 2, y - r - high), box(x - wide / 2, y + r),
    box(x + slant, y - slant - high), box(x + slant, y + slant), box(x - slant - wide, y - slant - high), box(x - slant - wide, y + slant),
  ];
}

function centred({ x, y }, wide, high) {
  return { left: x - wide / 2, top: y - high / 2, right: x + wide / 2, bottom: y + high / 2 };
}

/* Writes names into `pane` for what is in view. `marks` are as in map-marks.js; `lands` are the outlines. */
export function write(map, pane, marks, lands) {
  const size = map.getSize();
  const at = ([lon, lat]) => map.latLngToContainerPoint([lat, lon]);
  const inView = ({ x, y }) => x > -20 && y > -20 && x < size.x + 20 && y < size.y + 20;
  const bounds = map.getBounds();
  const view = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  const onScreen = ({ reach }) => {
    const { x: left, y: top } = map.latLngToContainerPoint(reach.getNorthWest()), { x: right, y: bottom } = map.latLngToContainerPoint(reach.getSouthEast());
    return { left, top, right, bottom };
  };
  const areas = marks.filter((m) => m.form === "box" || m.form === "circle").map(onScreen);
  // A country's name inside one of its provinces would seem to name the province.
  const covered = (p) => Number(areas.some((a) => p.x > a.left && p.x < a.right && p.y > a.top && p.y < a.bottom));
  const dots = [], wanted = [];
  for (const mark of [...marks].sort((a, b) => b.place.events - a.place.events)) {
    const middle = at([mark.place.lon, mark.place.lat]);
    if (mark.form === "dot") {
      if (!inView(middle)) continue;
      dots.push(centred(middle, 2 * mark.radius, 2 * mark.radius));
      wanted.push({ mark, kind: "dot", boxes: (wide, high) => beside(middle, mark.radius, wide, high) });
    } else if (mark.outline && mark.reach.intersects(bounds)) {
      const places = spots(mark.outline, view).map(at).sort((a, b) => covered(a) - covered(b));
      wanted.push({ mark, kind: "area", boxes: (wide, high) => places.map((p) => centred(p, wide, high)) });
    } else if (!mark.outline && (mark.reach.intersects(bounds) || inView(middle))) {
      const area = mark.form === "unknown" ? centred(middle, 2 * mark.radius, 2 * mark.radius) : onScreen(mark);
      wanted.push({ mark, kind: "area", boxes: (wide, high) => ofArea(area, mark.form !== "box", wide, high) });
    }
  }
  const named = new Set(marks.map((m) => m.outline).filter(Boolean));
  const others = lands.filter((o) => !named.has(o)).map((o) => ({ land: o, places: spots(o, view).map(at).sort((a, b) => covered(a) - covered(b)) }));
  const tried = [
    ...wanted.slice(0, AT_MOST),
    ...others.filter((o) => o.places.length).map(({ land, places }) => ({ land, kind: "land", boxes: (wide, high) => places.map((p) => centred(p, wide, high)) })),
  ];
  const names = tried.map(element);
  pane.replaceChildren(...names);
  const sizes = names.map((e) => [e.offsetWidth, e.offsetHeight]);
  const taken = [...map.getContainer().querySelectorAll(".leaflet-control")].map((control) => within(control, map));
  const origin = map.containerPointToLayerPoint([0, 0]);
  tried.forEach(({ boxes, land }, n) => {
    const [wide, high] = sizes[n];
    const free = boxes(wide, high).find((b) =>
      b.left >= 2 && b.top >= 2 && b.right <= size.x - 2 && b.bottom <= size.y - 2
      && !dots.some((d) => meets(b, d)) && !taken.some((t) => meets(b, t))
      && (!land || fits(land, b, map)));
    if (!free) { names[n].remove(); return; }
    taken.push(free);
    names[n].style.left = `${Math.round(origin.x + free.left)}px`;
    names[n].style.top = `${Math.round(origin.y + free.top)}px`;
  });
}

/* The box of a control, in pixels of the map. */
function within(control, map) {
  const frame = map.getContainer().getBoundingClientRect(), { left, top, right, bottom } = control.getBoundingClientRect();
  return { left: left - frame.left, top: top - frame.top, right: right - frame.left, bottom: bottom - frame.top };
}

/* Boxes to try for the name of an area on the screen: within it where it is wide enough, else below, above or beside it. */
export function ofArea({ left, top, right, bottom }, round, wide, high) {
  const x = (left + right) / 2, y = (top + bottom) / 2, half = (bottom - top) / 2;
  const across = (away) => (round ? (right - left) * Math.sqrt(Math.max(0, 1 - (away / half) ** 2)) : right - left);
  const within = [0, 0.5, -0.5, 0.8, -0.8]
    .filter((k) => Math.abs(k) * half + high / 2 < half && across(Math.abs(k) * half + high / 2) > wide + 2 * GAP)
    .map((k) => centred({ x, y: y + k * half }, wide, high));
  const box = (l, t) => ({ left: l, top: t, right: l + wide, bottom: t + high });
  const outside = [box(x - wide / 2, bottom + GAP), box(x - wide / 2, top - GAP - high), box(right + GAP, y - high / 2), box(left - GAP - wide, y - high / 2)];
  return [...within, ...outside];
}

/* Whether a country is as wide on the screen as its name. */
function fits(land, box, map) {
  const [west, south, east, north] = land.box;
  const left = map.latLngToContainerPoint([north, west]).x, right = map.latLngToContainerPoint([south, east]).x;
  return right - left > box.right - box.left;
}

function element({ mark, land, kind }) {
  const label = document.createElement("span");
  label.className = `map-label ${kind}`;
  const name = document.createElement("bdi");
  name.textContent = land ? land.name : nameOf(mark.place);
  label.append(name);
  if (!land) {
    label.dataset.key = mark.place.key;
    const count = document.createElement("b");
    count.textContent = mark.place.events.toLocaleString("en");
    label.append(" ", count);
  }
  return label;
}
