// The desk by keyboard, and the reports' words beside an event.  Every page works without this file.

const items = () => [...document.querySelectorAll("[data-item]")].filter((item) => item.offsetParent !== null);
const typing = (target) =>
  target instanceof Element &&
  (target.closest("textarea, select, [contenteditable]") !== null || (target.closest("input") !== null && target.closest("input").type !== "checkbox"));
const here = () => document.activeElement?.closest?.("[data-item]") ?? null;

let waiting = "";
let waitingTimer = 0;
let last = null;

function step(by) {
  const all = items();
  if (all.length === 0) return;
  const at = all.indexOf(here() ?? last);
  const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by))];
  last = next;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function press(key) {
  const item = here() ?? last;
  const own = item?.isConnected ? item.querySelector(`[data-key="${key}"]`) : null;
  const found = own ?? [...document.querySelectorAll(`[data-key="${key}"]`)].find((e) => e.closest("[data-item]") === null);
  if (found === null || found === undefined) return false;
  const all = items();
  const after = all[all.indexOf(item) + 1];
  if (after?.id) sessionStorage.setItem("after", after.id);
  found.click();
  return true;
}

function pick(key) {
  const button = document.querySelector(`[data-pick="${key}"]`);
  if (button === null || document.querySelectorAll('input[name="things"]:checked').length < 2) return false;
  button.click();
  return true;
}

const single = {
  j: () => step(1),
  k: () => step(-1),
  x: () => (here() ?? last)?.querySelector('input[type="checkbox"]')?.click(),
  a: () => press("a"),
  r: () => press("r"),
  e: () => press("e"),
  s: () => pick("s") || press("s"),
  d: () => pick("d") || press("d"),
  u: () => (document.querySelector("[data-undo]") ?? { click: () => press("u") }).click(),
  n: () => addClaim(),
  "/": () => document.getElementById("find")?.select(),
  "[": () => document.querySelector('.pager a[rel="prev"]')?.click(),
  "]": () => document.querySelector('.pager a[rel="next"]')?.click(),
  "?": () => document.getElementById("keys")?.showModal(),
};

for (const number of "123456789") single[number] = () => press(number);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") {
    if (typing(event.target)) event.target.blur();
    else closePane();
    return;
  }
  if (typing(event.target) || document.querySelector("dialog[open]") !== null) return;
  if (waiting === "g") {
    waiting = "";
    clearTimeout(waitingTimer);
    const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (link !== null) {
      event.preventDefault();
      link.click();
    }
    return;
  }
  if (event.key === "g") {
    waiting = "g";
    waitingTimer = setTimeout(() => (waiting = ""), 1500);
    return;
  }
  if (event.key === "Enter") {
    if (document.activeElement === here() && here() !== null) {
      event.preventDefault();
      here().querySelector("[data-open]")?.click();
    }
    return;
  }
  const act = single[event.key];
  if (act !== undefined) {
    event.preventDefault();
    act();
  }
});

document.addEventListener("focusin", (event) => {
  last = event.target.closest?.("[data-item]") ?? last;
  light(last);
});

// On a document the words of the claim that one is on are lit in the text beside it.
function light(item) {
  const link = item?.querySelector("[data-lights]");
  if (link === null || link === undefined) return;
  for (const old of document.querySelectorAll(".lit-words")) old.classList.remove("lit-words");
  for (const start of link.dataset.lights.split(" "))
    document.querySelector(`#text mark[data-s="${CSS.escape(start)}"]`)?.classList.add("lit-words");
}

// A fragment names the claim or row that was just ruled on, or a field: go on from there.  On a page of one claim one is on it.
function arrive() {
  last ??= document.querySelector(".claims.alone > [data-item]");
  const at = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  if (at instanceof HTMLInputElement) {
    at.focus();
    at.select();
    return;
  }
  // What was rejected on an event is set aside at its end: one goes on with what stood behind it.
  const after = sessionStorage.getItem("after");
  sessionStorage.removeItem("after");
  const next = at?.closest(".set-aside") && after !== null ? document.getElementById(after) : null;
  const item = (next ?? at)?.closest("[data-item]");
  item?.focus();
  // A browser goes to the fragment by itself once all is loaded.
  if (next !== null) addEventListener("load", () => setTimeout(() => item.focus()), { once: true });
}

// --- the words of a report beside the event ---------------------------------------------------------

const pane = document.getElementById("pane");
let from = null;

async function showWords(link, { stay = false } = {}) {
  const answer = await fetch(link.dataset.words, { headers: { accept: "text/html" } });
  if (!answer.ok || answer.redirected) {
    if (!stay) location.href = link.href;
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  pane.replaceChildren(...page.body.childNodes);
  if (stay) return;
  from = link;
  const anchor = new URL(link.href).hash.slice(1);
  const words = anchor === "" ? null : pane.querySelector(`#${CSS.escape(anchor)}`);
  words?.classList.add("lit-words");
  (words ?? pane).scrollIntoView({ block: words === null ? "start" : "center" });
}

function closePane() {
  if (pane === null || from === null) return;
  for (const lit of pane.querySelectorAll(".lit-words")) lit.classList.remove("lit-words");
  (from.closest("[data-item]") ?? from).focus();
  from = null;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-words]");
  if (link === null || link === undefined || pane === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  showWords(link).catch(() => (location.href = link.href));
});

// Where there is room beside the event, the first report that tells of it is open from the start.
const first = document.querySelector(".telling a[data-words]");
if (first !== null && pane !== null && matchMedia("(min-width: 66.01rem)").matches) showWords(first, { stay: true }).catch(() => {});

// --- a claim on selected words ----------------------------------------------------------------------

// Offsets of the record count code points, those of a browser UTF-16 units.
const codePoints = (text) => [...text].length;

function offsetOf(node, at) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[data-s]");
  if (piece === null || piece === undefined) return null;
  const range = document.createRange();
  range.setStart(piece, 0);
  range.setEnd(node, at);
  return Number(piece.dataset.s) + codePoints(range.toString());
}

function addClaim() {
  const fold = document.getElementById("adding-fold");
  if (fold === null) return;
  const selected = getSelection();
  const inText = selected.rangeCount > 0 && !selected.isCollapsed && document.getElementById("text")?.contains(selected.anchorNode);
  fold.open = true;
  if (inText) {
    const range = selected.getRangeAt(0);
    const start = offsetOf(range.startContainer, range.startOffset);
    const words = range.cloneContents();
    words.querySelectorAll(".margin").forEach((e) => e.remove());
    const quote = words.textContent.trim();
    const lead = words.textContent.length - words.textContent.trimStart().length;
    document.getElementById("add-quote").value = quote;
    document.getElementById("add-value").value = quote;
    document.getElementById("add-start").value = start === null ? "" : String(start + codePoints(words.textContent.slice(0, lead)));
    document.getElementById("add-value").focus();
    fold.scrollIntoView({ block: "nearest" });
  } else document.getElementById("add-quote").focus();
}

document.getElementById("add-quote")?.addEventListener("input", () => (document.getElementById("add-start").value = ""));

// --- the rest ----------------------------------------------------------------------------------------

for (const button of document.querySelectorAll("[data-keys]")) {
  button.hidden = false;
  button.addEventListener("click", () => document.getElementById("keys").showModal());
}
addEventListener("hashchange", arrive);
arrive();
