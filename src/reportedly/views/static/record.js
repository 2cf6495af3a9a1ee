"use strict";
(() => {
  const evidence = JSON.parse(document.getElementById("evidence").textContent);
  const showing = document.getElementById("showing");
  const back = document.getElementById("back");
  const invitation = showing.textContent;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let origin = null;

  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  // Pieces carry offsets in code points, cut on the edges of every span: nothing is counted here.
  function pieces(number, start, end) {
    return all(`#doc-${number} [data-s]`).filter((piece) => +piece.dataset.s >= start && +piece.dataset.e <= end);
  }

  function reveal(element, block) {
    element.scrollIntoView({ block, inline: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  }

  function clear() {
    for (const element of all(".lit, .lit-aside, .chosen")) element.classList.remove("lit", "lit-aside", "chosen");
    document.body.classList.remove("choosing");
    showing.textContent = invitation;
    back.hidden = true;
  }

  function show(ids, from) {
    clear();
    origin = from;
    let first = null;
    const quotes = [];
    for (const id of ids) {
      const [number, spans] = evidence[id] || [0, []];
      spans.forEach(([start, end], at) => {
        const found = pieces(number, start, end);
        for (const piece of found) {
          if (at === 0) piece.classList.remove("lit-aside");
          if (at === 0 || !piece.classList.contains("lit")) piece.classList.add(at === 0 ? "lit" : "lit-aside");
        }
        if (at === 0 && found.length) {
          quotes.push(`[${number}] “${found.map((piece) => piece.textContent).join("")}”`);
          first = first || found[0];
        }
      });
      for (const claim of all("li.claim")) if (claim.dataset.claim === id) claim.classList.add("chosen");
    }
    if (!first) return;
    showing.textContent = Array.from(new Set(quotes)).join(" · ");
    back.hidden = false;
    reveal(first, "center");
  }

  function showPlace(id, from) {
    const same = from.classList.contains("chosen");
    clear();
    if (same) return;
    origin = from;
    const accounts = all(".account[data-place]").filter((account) => account.dataset.place === id);
    for (const link of all("a[data-place]")) if (link.dataset.place === id) link.classList.add("chosen");
    for (const account of accounts) account.classList.add("chosen");
    const events = new Set(accounts.map((account) => account.closest(".event")));
    for (const event of events) event.classList.add("chosen");
    const name = from.getAttribute("aria-label") || from.textContent.trim();
    const many = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
    showing.textContent = `${name}: ${many(accounts.length, "account")} in ${many(events.size, "event")}`;
    back.hidden = false;
    if (accounts.length) {
      document.body.classList.add("choosing");
      reveal(accounts[0], "center");
    }
  }

  function goBack() {
    const to = origin;
    clear();
    origin = null;
    if (!to) return;
    to.focus({ preventScroll: true });
    reveal(to, "nearest");
  }

  function backFromText(mark) {
    const number = +mark.closest(".report").id.slice(4);
    const [start, end] = [+mark.dataset.s, +mark.dataset.e];
    const ids = Object.keys(evidence).filter(
      (id) => evidence[id][0] === number && evidence[id][1].some(([s, e]) => s <= start && end <= e),
    );
    show(ids, null);
    const claim = document.querySelector("li.claim.chosen");
    if (claim) {
      const more = claim.closest("details");
      if (more) more.open = true;
      reveal(claim, "center");
    }
  }

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const place = event.target.closest("a[data-place]");
    const words = event.target.closest("a[data-show]");
    const value = event.target.closest("a[data-show-all]");
    const mark = event.target.closest(".text mark");
    if (place) {
      event.preventDefault();
      showPlace(place.dataset.place, place);
    } else if (words) {
      event.preventDefault();
      show([words.dataset.show], words);
    } else if (value) {
      event.preventDefault();
      const account = value.closest(".account");
      const holding = all("li.claim.holds", account);
      show((holding.length ? holding : all("li.claim", account)).map((claim) => claim.dataset.claim), value);
    } else if (mark && !String(getSelection())) {
      backFromText(mark);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !back.hidden) goBack();
  });
  back.addEventListener("click", goBack);
})();
