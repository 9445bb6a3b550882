// What scripts say, in the words of the page: sentences in its data-words, with {places} to fill.

let live;

export function words(name, places = {}) {
  const said = document.querySelector("[data-words]")?.dataset[name] ?? "";
  return said.replace(/\{(\w+)\}/g, (_, place) => places[place] ?? "");
}

export function clock(minutes) {
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

// Has screen readers say it, without moving anything.
export function announce(text) {
  if (!live) {
    live = document.createElement("div");
    live.className = "board-live";
    live.setAttribute("aria-live", "assertive");
    document.body.append(live);
  }
  live.textContent = "";
  requestAnimationFrame(() => (live.textContent = text));
}
