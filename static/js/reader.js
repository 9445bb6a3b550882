// What a page of a conference does for its reader: it stays on the device, and is shown in their own time.
// What filters and times need is fetched once it is asked for.

const { documentElement: root } = document;
const kept = () => {
  try {
    return localStorage.getItem("zone") ?? "";
  } catch {
    return ""; // no storage
  }
};

// For times that stand in lines of their own: what is seen would move. What is seen by now stays.
if (kept() && !performance.getEntriesByType("paint").length) root.dataset.waits = "";
if (document.readyState === "loading") await new Promise((go) => document.addEventListener("DOMContentLoaded", go));

const place = document.querySelector('[data-enhance~="reader"]');
const panel = document.querySelector(".zone");
const refused = panel?.querySelector("[aria-invalid]"); // it is said that the venue's time alone is shown
const filters = document.querySelector(".filters");

const keep = (zone) => {
  try {
    localStorage.setItem("zone", zone);
  } catch {
    // it is shown on this page alone
  }
};

async function show(zone) {
  const times = await import("./times.js");
  try {
    await times.show(zone, place.dataset);
  } catch (problem) {
    if (!(problem instanceof RangeError)) throw problem;
    return keep(""); // a zone that this browser does not know
  }
  panel?.querySelector(".zone__off").removeAttribute("hidden");
}

async function open() {
  if (!panel.open) return;
  const times = await import("./times.js");
  times.suggest(document.querySelector("#zones"));
  if (kept() || place.dataset.there || refused) return;
  const zone = times.own();
  keep(zone);
  show(zone);
}

function anchored() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return ""; // a stray "%"
  }
}

function find() {
  const anchor = anchored();
  const row = document.getElementById(anchor);
  const fold = row?.closest(".day > details:not([open])");
  if (fold) {
    fold.open = true;
    row.scrollIntoView();
  } else if (!row && anchor.startsWith("session-") && document.querySelector(".tabs"))
    location.replace(`?session=${encodeURIComponent(anchor.slice(8))}`);
}

async function begin() {
  const isUsual = "usual" in place.dataset;
  if (place.dataset.there && !isUsual) keep(place.dataset.there);
  else if (kept() && !isUsual && !refused) await show(kept());
  document.addEventListener("agenda", () => !place.dataset.there && !refused && kept() && show(kept()));
}

// A page that was there before the worker asks it to be kept.
async function stay() {
  const { serviceWorker: workers } = navigator;
  const isKept = workers.controller !== null;
  await workers.register("/worker.js");
  if (!isKept) (await workers.ready).active.postMessage("keep");
}

if (navigator.serviceWorker) addEventListener("load", () => stay().catch(() => {})); // refused, as in a private window
panel?.addEventListener("toggle", open);
panel?.querySelector(".zone__off").addEventListener("click", () => keep(""));

const filter = () => filters.open && import("./filters.js");
filters?.addEventListener("toggle", filter);
if (filters) filter();

if (document.querySelector('[data-part="agenda"]')) {
  find();
  addEventListener("hashchange", find);
  if (document.querySelector(".tabs")) import("./days.js");
}

try {
  if (place) await begin();
} finally {
  delete root.dataset.waits;
}
