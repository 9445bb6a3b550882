// Filters the agenda while its form changes; the address says what is shown, and back leads to what was.

const form = document.querySelector(".filters__form");
const part = (name, within = document) => within.querySelector(`[data-part="${name}"]`);
const here = () => location.pathname + location.search;
const PAUSE = 250; // ms after a key, in which the next one is awaited

let asked = 0;
let shown = here();
let typing = false;
let timer = 0;

function address() {
  const given = [...new FormData(form)].filter(([, value]) => value);
  const query = new URLSearchParams(given).toString();
  return new URL(form.action).pathname + (query && `?${query}`);
}

function fill(fresh) {
  const there = fresh.querySelector(".filters__form");
  for (const field of form.elements) {
    const known = field.name && there?.elements[field.name];
    if (known && field.type !== "hidden") [field.value, field.checked] = [known.value, known.checked];
  }
}

async function show(url, isBack = false) {
  const turn = ++asked;
  part("agenda").ariaBusy = "true";
  const response = await fetch(url, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  if (turn !== asked) return;
  for (const name of ["count", "agenda"]) part(name).replaceChildren(...part(name, fresh).childNodes);
  part("agenda").ariaBusy = "false";
  if (isBack) fill(fresh);
  shown = url;
  document.dispatchEvent(new Event("agenda"));
}

function go(isTyped) {
  const url = address();
  if (url === here()) return;
  history[isTyped && typing ? "replaceState" : "pushState"](null, "", url);
  typing = isTyped;
  show(url).catch(() => location.assign(url));
}

const mine = form.querySelector("[data-device]");
if (mine) {
  const { read } = await import("./marks.js");
  const renew = () => {
    if (!mine.checked) mine.value = read().join(",");
    mine.closest("p").hidden = !mine.value && !mine.checked;
  };
  renew();
  document.addEventListener("marks", renew);
}

form.addEventListener("change", ({ target }) => target.type !== "search" && go(false));
form.addEventListener("input", ({ target }) => {
  clearTimeout(timer);
  if (target.type === "search") timer = setTimeout(go, PAUSE, true);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  go(false);
});
addEventListener("popstate", () => {
  typing = false;
  if (here() !== shown) show(here(), true).catch(() => location.reload());
});

// What was chosen or typed while this file came.
const isChanged = (it) =>
  it.options ? it.selectedIndex > 0 && !it.selectedOptions[0].defaultSelected : it.value !== it.defaultValue;
if ([...form.querySelectorAll("select, [type=search]")].some(isChanged)) go(false);
