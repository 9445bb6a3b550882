// What a page of a conference does for its reader: it stays on the device, and is shown in their own time.
// What filters and times need is fetched once it is asked for.

const { documentElement: root } = document;
const { serviceWorker: workers } = navigator;
const attempt = (act) => {
  try {
    return act();
  } catch {
    return ""; // no storage, or no letters in what an address holds
  }
};
const kept = () => attempt(() => localStorage.getItem("zone"));
// Where that cannot be, it is shown on this page alone.
const keep = (zone) => attempt(() => localStorage.setItem("zone", zone));

// For times that stand in lines of their own: what is seen would move. What is seen by now stays.
if (kept() && !performance.getEntriesByType("paint").length) root.dataset.waits = "";
if (document.readyState === "loading") await new Promise((go) => document.addEventListener("DOMContentLoaded", go));

const place = document.querySelector('[data-enhance~="reader"]');
const panel = document.querySelector(".zone");
const refused = panel?.querySelector("[aria-invalid]"); // it is said that the venue's time alone is shown
const filters = document.querySelector(".filters");

// What does not come, as without a network, leaves the page whole.
const times = () => import("./times.js").catch(() => {});

async function show(zone) {
  const shown = await (await times())?.show(zone, place.dataset);
  if (shown) panel?.querySelector(".zone__off").removeAttribute("hidden");
  // "" where this browser knows no such zone.
  keep(shown ?? zone);
}

async function open() {
  const script = panel.open && (await times());
  if (!script) return;
  script.suggest(document.querySelector("#zones"));
  if (kept() || place.dataset.there || refused) return;
  show(script.own());
}

function find() {
  const anchor = attempt(() => decodeURIComponent(location.hash.slice(1)));
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
  // Maybe of another zone than its address names.
  const isCopy = document.querySelector(".kept[role]");
  // The address names the venue's own: it is what the reader asked for last.
  if (!place.dataset.there && !refused && !isCopy && new URLSearchParams(location.search).get("tz")) keep("");
  if (place.dataset.there && !isUsual && !isCopy) {
    keep(place.dataset.there);
    // It keeps them for pages without a network.
    if (workers?.controller) times();
  }
  if (isCopy || (kept() && !isUsual && !refused && !place.dataset.there)) await show(kept());
  document.addEventListener("agenda", () => !place.dataset.there && !refused && kept() && show(kept()));
}

// A page that was there before the worker asks it to be kept.
async function stay() {
  const isKept = workers.controller !== null;
  await workers.register("/worker.js");
  if (!isKept) (await workers.ready).active.postMessage("keep");
}

if (workers) addEventListener("load", () => stay().catch(() => {})); // refused, as in a private window
panel?.addEventListener("toggle", open);
panel?.querySelector(".zone__off").addEventListener("click", () => keep(""));

const filter = () => filters.open && import("./filters.js").catch(() => {});
filters?.addEventListener("toggle", filter);
if (filters) filter();

if (document.querySelector('[data-part="agenda"]')) {
  find();
  addEventListener("hashchange", find);
  if (document.querySelector(".tabs")) import("./days.js").catch(() => {});
}

try {
  if (place) await begin();
} finally {
  delete root.dataset.waits;
}
