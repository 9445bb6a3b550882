// What a page of the programme does once its reader asks: their own time, filters, the day of a session.
// What is needed for it is fetched then.

const place = document.querySelector('[data-enhance~="reader"]');
const panel = document.querySelector(".zone");
const filters = document.querySelector(".filters");

const kept = () => {
  try {
    return localStorage.getItem("zone") ?? "";
  } catch {
    return ""; // no storage
  }
};
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
    times.show(zone, place.dataset);
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
  if (kept() || place.dataset.there || panel.querySelector("[aria-invalid]")) return;
  const zone = times.own();
  document.querySelector("#tz").value = zone;
  keep(zone);
  show(zone);
}

function find() {
  const anchor = decodeURIComponent(location.hash.slice(1));
  const row = document.getElementById(anchor);
  const fold = row?.closest(".day > details:not([open])");
  if (fold) {
    fold.open = true;
    row.scrollIntoView();
  } else if (!row && anchor.startsWith("session-") && document.querySelector(".tabs"))
    location.replace(`?session=${encodeURIComponent(anchor.slice(8))}`);
}

const isUsual = "usual" in place.dataset;
if (place.dataset.there && !isUsual) keep(place.dataset.there);
else if (kept() && !isUsual) show(kept());
panel?.addEventListener("toggle", open);
panel?.querySelector(".zone__off").addEventListener("click", () => keep(""));
document.addEventListener("agenda", () => !place.dataset.there && kept() && show(kept()));

const filter = () => filters.open && import("./filters.js");
filters?.addEventListener("toggle", filter);
if (filters) filter();

if (document.querySelector('[data-part="agenda"]')) {
  find();
  addEventListener("hashchange", find);
}
