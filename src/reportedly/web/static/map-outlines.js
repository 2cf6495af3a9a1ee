/* Outlines of countries: the vendored table as shapes, which of them a place is, and where a name can stand in one. */

import "./vendor/topojson-client/topojson-client.min.js";

const { feature } = globalThis.topojson;

/* Every outline of the table: {name, polygons: [[ring of [lon, lat]]], box: [west, south, east, north]}.  A ring over the
   180th meridian goes on beyond it (to 190 degrees), so that no line is drawn across the whole map. */
export async function outlines(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const topology = await answer.json();
  return feature(topology, topology.objects.countries).features.map((shape) => {
    const { type, coordinates } = shape.geometry;
    const polygons = (type === "MultiPolygon" ? coordinates : [coordinates]).map((rings) => rings.map(unbroken));
    return { name: shape.properties.name, polygons, box: boxOf(polygons.flatMap(([ring]) => ring)) };
  });
}

function unbroken(ring) {
  let turn = 0;
  const whole = ring.map(([lon, lat], n) => {
    const step = n ? lon - ring[n - 1][0] : 0;
    if (Math.abs(step) > 180) turn -= 360 * Math.sign(step);
    return [lon + turn, lat];
  });
  // A ring that comes back one turn of the earth further goes round a pole, which closes it.
  if (turn) whole.push([whole.at(-1)[0], Math.sign(whole[0][1]) * 90], [whole[0][0], Math.sign(whole[0][1]) * 90]);
  const middle = (Math.min(...whole.map((p) => p[0])) + Math.max(...whole.map((p) => p[0]))) / 2;
  const back = 360 * Math.round(middle / 360);
  return back ? whole.map(([lon, lat]) => [lon - back, lat]) : whole;
}

/* The rings of an outline for Leaflet, as [lat, lon]; what reaches beyond the 180th meridian is drawn at both ends. */
export function drawn(outline) {
  return outline.polygons.flatMap((rings) => {
    const [west, , east] = boxOf(rings[0]);
    const ends = [[0, rings]];
    if (east > 180) ends.push([-360, rings.map((r) => beyond(r, (lon) => lon - 180))]);
    if (west < -180) ends.push([360, rings.map((r) => beyond(r, (lon) => -180 - lon))]);
    return ends.map(([turn, parts]) => parts.map((ring) => ring.map(([lon, lat]) => [lat, lon + turn])));
  });
}

/* The part of a ring where `past` of the longitude is not negative (clipping at one edge, Sutherland and Hodgman 1974). */
function beyond(ring, past) {
  return ring.flatMap((point, n) => {
    const before = ring.at(n - 1), a = past(before[0]), b = past(point[0]);
    const edge = a < 0 !== b < 0 ? [before.map((v, i) => v + ((point[i] - v) * a) / (a - b))] : [];
    return b < 0 ? edge : [...edge, point];
  });
}

function boxOf(points) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of points) {
    west = Math.min(west, lon); east = Math.max(east, lon);
    south = Math.min(south, lat); north = Math.max(north, lat);
  }
  return [west, south, east, north];
}

/* The outline of a country: by its name, else the one that its point lies in (as views/worldmap.py does); or null. */
export function outlineOf(all, place) {
  const name = place.name.toLowerCase();
  return all.find((o) => o.name.toLowerCase() === name) ?? all.find((o) => contains(o, place.lon, place.lat)) ?? null;
}

export function contains(outline, lon, lat) {
  const [west, south, east, north] = outline.box;
  if (lat < south || lat > north) return false;
  return [lon, lon + 360, lon - 360].some((x) => x >= west && x <= east && outline.polygons.some(([ring]) => insideRing(ring, x, lat)));
}

function insideRing(ring, lon, lat) {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1, y1] = ring[i], [x2, y2] = ring[j];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) odd = !odd;
  }
  return odd;
}

const COLUMNS = 8, ROWS = 6;

/* Points [lon, lat] inside both the outline and the view [west, south, east, north], the roomiest first: of a grid over
   what of the outline is in view, those furthest from an edge of it, counted in steps of the grid. */
export function spots(outline, view) {
  const west = Math.max(outline.box[0], view[0]), east = Math.min(outline.box[2], view[2]);
  const south = Math.max(outline.box[1], view[1]), north = Math.min(outline.box[3], view[3]);
  if (west >= east || south >= north) return [];
  const at = (column, row) => [
    west + ((column + 0.5) * (east - west)) / COLUMNS,
    south + ((row + 0.5) * (north - south)) / ROWS,
  ];
  const inside = Array.from({ length: ROWS }, (_, row) =>
    Array.from({ length: COLUMNS }, (_, column) => contains(outline, ...at(column, row))));
  const found = [];
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      if (!inside[row][column]) continue;
      let room = 0;
      while (inside[row][column - room - 1] && inside[row][column + room + 1]) room++;
      const tall = Number(Boolean(inside[row - 1]?.[column])) + Number(Boolean(inside[row + 1]?.[column]));
      found.push({ point: at(column, row), room: room + tall / 4 });
    }
  }
  return found.sort((a, b) => b.room - a.room).map((f) => f.point);
}
