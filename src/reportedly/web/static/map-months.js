/* The range of months: two thumbs over bars of how many events each month has. */

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
const SVG = "http://www.w3.org/2000/svg";
const words = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

const number = (month) => { const [, year, m] = MONTH.exec(month); return Number(year) * 12 + Number(m) - 1; };
const month = (n) => `${String(Math.floor(n / 12)).padStart(4, "0")}-${String((n % 12) + 1).padStart(2, "0")}`;

export const firstDay = (m) => `${m}-01`;
export const lastDay = (m) => {
  const [year, number] = m.split("-").map(Number);
  return `${m}-${String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, "0")}`;
};
export const monthWords = (m) => words.format(new Date(`${m}-01T00:00:00Z`));

/* [["2016-04", 3], …] in order and without gaps; what is no month is left out. */
export function unbroken(counts) {
  const known = new Map(counts.filter(([m]) => MONTH.test(m)).map(([m, n]) => [number(m), n]));
  if (!known.size) return [];
  const first = Math.min(...known.keys()), last = Math.max(...known.keys());
  return Array.from({ length: last - first + 1 }, (_, i) => [month(first + i), known.get(first + i) ?? 0]);
}

/* Sets up the thumbs in `root` for `counts`; calls `changed({first, last})` with months, nulls for the whole range.
   `first` and `last` are days at which the thumbs stand at first. */
export function months(root, counts, { first, last }, changed) {
  const all = unbroken(counts);
  if (all.length < 2) return;
  root.hidden = false;
  const [from, to] = root.querySelectorAll("input[type=range]");
  const end = all.length - 1;
  const index = (day, otherwise) => {
    const at = day && MONTH.test(day.slice(0, 7)) ? number(day.slice(0, 7)) - number(all[0][0]) : otherwise;
    return Math.min(end, Math.max(0, at));
  };
  for (const thumb of [from, to]) { thumb.min = 0; thumb.max = end; thumb.step = 1; }
  from.value = index(first, 0);
  to.value = Math.max(index(last, end), Number(from.value));
  root.style.setProperty("--months", all.length);
  const bars = draw(root.querySelector("svg"), all);
  const show = () => {
    for (const thumb of [from, to]) {
      const said = monthWords(all[Number(thumb.value)][0]);
      thumb.setAttribute("aria-valuetext", said);
      root.querySelector(`output[for="${thumb.id}"]`).textContent = said;
    }
    bars.forEach((bar, n) => bar.classList.toggle("out", n < Number(from.value) || n > Number(to.value)));
    // Where both thumbs stand at the right end, the left one must be on top, or neither could be moved.
    from.classList.toggle("above", Number(from.value) > end / 2);
    root.querySelector("button").disabled = whole();
  };
  const whole = () => Number(from.value) === 0 && Number(to.value) === end;
  const tell = () => changed(whole() ? { first: null, last: null } : { first: all[Number(from.value)][0], last: all[Number(to.value)][0] });
  from.addEventListener("input", () => { if (Number(from.value) > Number(to.value)) from.value = to.value; show(); tell(); });
  to.addEventListener("input", () => { if (Number(to.value) < Number(from.value)) to.value = from.value; show(); tell(); });
  root.querySelector("button").addEventListener("click", () => { from.value = 0; to.value = end; show(); tell(); from.focus(); });
  show();
}

function draw(svg, all) {
  const most = Math.max(...all.map(([, n]) => n), 1);
  svg.setAttribute("viewBox", `0 0 ${all.length} 100`);
  const bars = all.map(([, n], at) => {
    const bar = document.createElementNS(SVG, "rect");
    const high = n ? Math.max(4, (100 * n) / most) : 0;
    for (const [name, value] of Object.entries({ x: at + 0.1, width: 0.8, y: 100 - high, height: high })) bar.setAttribute(name, value);
    return bar;
  });
  svg.replaceChildren(...bars);
  return bars;
}
