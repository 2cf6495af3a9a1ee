/* The page of places: draws the map, keeps list and map together, and narrows both to a range of months.
   Names of places come from reports and are hostile until shown as text: nothing here parses markup. */

import "./vendor/leaflet/leaflet.js";
import { write } from "./map-labels.js";
import { card, drawingOrder, eventWords, frame, hasPoint, kindOf, markOf, nameOf } from "./map-marks.js";
import { firstDay, lastDay, months } from "./map-months.js";
import { drawn, outlines } from "./map-outlines.js";

const L = globalThis.L;
const FILTERS = ["words", "kinds", "place", "actor", "voice", "status", "reviewed", "after", "passing", "first", "last"];
const WAIT = 150;  // milliseconds after the last move of a thumb
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

const root = document.querySelector("#places-map");
const said = document.querySelector("#map-said");
const rows = document.querySelector("#place-rows");
const { api, outlines: table, timeline } = root.dataset;

/* The filters in force, as they stand in the address; `first` and `last` are days. */
const chosen = new URLSearchParams([...new URLSearchParams(location.search)].filter(([name, value]) => FILTERS.includes(name) && value));

function without(...names) {
  return new URLSearchParams([...chosen].filter(([name]) => !names.includes(name)));
}

async function ask(filters, signal) {
  const answer = await fetch(`${api}?${filters}`, { signal, headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`${api}: ${answer.status}`);
  return answer.json();
}

function toTimeline(place) {
  const filters = without("place");
  filters.set("place", place.key);
  return `${timeline}?${filters}`;
}

function made(held) {
  const map = L.map(held, {
    attributionControl: false,
    zoomControl: true,
    zoomSnap: 0.25,
    minZoom: 1,
    maxZoom: 12,
    maxBounds: [[-86, -200], [86, 200]],
    scrollWheelZoom: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    inertia: !still,
  });
  if (still) {
    const pan = map.panBy;
    map.panBy = (offset, options) => pan.call(map, offset, { ...options, animate: false });
  }
  // The wheel scrolls the page until the map is being used.
  map.on("focus", () => map.scrollWheelZoom.enable()).on("blur", () => map.scrollWheelZoom.disable());
  for (const [name, level] of [["land", 210], ["areas", 410], ["dots", 430], ["names", 450]]) {
    map.createPane(name).style.zIndex = level;
  }
  L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
  return map;
}

function whole(map, fit) {
  const button = L.control({ position: "topleft" });
  button.onAdd = () => {
    const bar = L.DomUtil.create("div", "leaflet-bar");
    const made = L.DomUtil.create("button", "map-whole", bar);
    made.type = "button";
    made.title = made.ariaLabel = "Show all places";
    made.textContent = "⤢";
    L.DomEvent.disableClickPropagation(bar);
    made.addEventListener("click", fit);
    return bar;
  };
  button.addTo(map);
}

class Atlas {
  constructor(held, lands) {
    this.lands = lands;
    this.map = made(held);
    this.shown = L.layerGroup().addTo(this.map);
    this.marks = new Map();
    const land = L.svg({ pane: "land", padding: 0.4 });
    for (const outline of lands) {
      L.polygon(drawn(outline), { renderer: land, pane: "land", interactive: false, className: "land", weight: 0.8, fillOpacity: 1, smoothFactor: 1.2 }).addTo(this.map);
    }
    whole(this.map, () => this.fit());
    this.map.on("moveend zoomend resize", () => this.name());
    this.map.on("zoomstart", () => this.map.getPane("names").classList.add("moving"));
  }

  show(places) {
    const open = [...this.marks.values()].find((m) => m.layer.isPopupOpen())?.place.key;
    this.shown.clearLayers();
    const most = Math.max(1, ...places.map((p) => p.events));
    const marks = drawingOrder(places.filter(hasPoint).map((p) => markOf(p, this.lands, most)));
    this.marks = new Map(marks.map((m) => [m.place.key, m]));
    for (const { place, layer } of marks) {
      layer.bindTooltip(() => card(place), { sticky: true, className: "map-tip" });
      layer.bindPopup(() => card(place, toTimeline(place)), { minWidth: 190, maxWidth: 260 });
      layer.on("popupopen", () => layer.closeTooltip());
      this.shown.addLayer(layer);
    }
    if (this.map._loaded) this.name();
    this.marks.get(open)?.layer.openPopup();
  }

  fit() {
    const bounds = frame([...this.marks.values()]);
    if (bounds) this.map.fitBounds(bounds, { padding: [30, 30], maxZoom: 9, animate: false });
    else if (!this.map._loaded) this.map.setView([25, 35], 2);
  }

  name() {
    const pane = this.map.getPane("names");
    pane.classList.remove("moving");
    write(this.map, pane, [...this.marks.values()], this.lands);
  }

  /* Brings a place into view, opens its card, and moves the focus there; `back` gets it when the card is closed. */
  open(key, back) {
    const mark = this.marks.get(key);
    if (!mark) return;
    const { layer, reach, form } = mark;
    if (form === "dot") this.map.setView(reach.getCenter(), Math.max(this.map.getZoom(), 7), { animate: false });
    else this.map.fitBounds(reach, { padding: [20, 20], maxZoom: 9, animate: false });
    layer.openPopup();
    const popup = layer.getPopup().getElement();
    popup?.querySelector(".map-card a")?.focus({ preventScroll: true });
    popup?.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); this.map.closePopup(); } });
    layer.once("popupclose", () => { if (back.isConnected) back.focus({ preventScroll: true }); });
    this.map.getContainer().scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  }

  light(key, on) {
    this.marks.get(key)?.layer.getElement()?.classList.toggle("lit", on);
  }
}

function row(place, atlas) {
  const line = document.createElement("tr");
  line.dataset.item = "";
  line.tabIndex = -1;
  const name = document.createElement("th");
  name.scope = "row";
  const link = document.createElement("a");
  link.href = toTimeline(place);
  link.dataset.open = "";
  const words = document.createElement("bdi");
  words.textContent = nameOf(place);
  link.append(words);
  name.append(link);
  const what = document.createElement("td");
  what.textContent = kindOf(place);
  const count = document.createElement("td");
  count.className = "number";
  count.textContent = place.events.toLocaleString("en");
  const there = document.createElement("td");
  if (atlas && hasPoint(place)) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "on the map";
    button.setAttribute("aria-label", `Show ${nameOf(place)} on the map`);
    button.addEventListener("click", () => atlas.open(place.key, button));
    there.append(button);
    for (const [name, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
      line.addEventListener(name, () => atlas.light(place.key, on));
    }
  }
  line.append(name, what, count, there);
  return line;
}

function list(data, atlas) {
  rows.replaceChildren(...data.places.map((p) => row(p, atlas)));
  document.querySelector("#no-places").hidden = data.places.length > 0;
  const n = data.places.length;
  const parts = [`${n.toLocaleString("en")} place${n === 1 ? "" : "s"}`];
  if (data.unplaced) parts.push(`${eventWords(data.unplaced)} without a known place`);
  if (data.undated) parts.push(chosen.has("first") || chosen.has("last")
    ? `${eventWords(data.undated)} without a date, not shown in this time` : `${eventWords(data.undated)} of no known month`);
  said.textContent = parts.join(" · ");
}

function failed(error) {
  console.warn(error);
  const note = document.querySelector("#map-failed");
  note.hidden = false;
}

async function start() {
  const narrowed = chosen.has("first") || chosen.has("last");
  // The months are asked for without a range of time: the thumbs must reach every month there is.
  const [lands, ever, now] = await Promise.all([outlines(table), ask(without("first", "last")), narrowed ? ask(chosen) : null]);
  root.hidden = false;
  document.querySelector("#map-drawn")?.setAttribute("hidden", "");
  document.querySelector("#map-days")?.setAttribute("hidden", "");
  const atlas = new Atlas(document.querySelector("#map"), lands);
  const show = (data) => { atlas.show(data.places); list(data, atlas); };
  show(now ?? ever);
  atlas.fit();

  let timer = 0, running = null;
  const change = ({ first, last }) => {
    for (const [name, month, day] of [["first", first, firstDay], ["last", last, lastDay]]) {
      if (month) chosen.set(name, day(month)); else chosen.delete(name);
    }
    clearTimeout(timer);
    timer = setTimeout(async () => {
      history.replaceState(null, "", `${location.pathname}${chosen.size ? `?${chosen}` : ""}`);
      running?.abort();
      running = new AbortController();
      root.setAttribute("aria-busy", "true");
      try {
        show(await ask(chosen, running.signal));
        document.querySelector("#map-failed").hidden = true;
        root.removeAttribute("aria-busy");
      } catch (error) {
        if (error.name !== "AbortError") { root.removeAttribute("aria-busy"); failed(error); }
      }
    }, WAIT);
  };
  months(document.querySelector("#map-months"), ever.months, { first: chosen.get("first"), last: chosen.get("last") }, change);
}

start().catch(failed);
