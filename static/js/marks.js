// My agenda without an account: the sessions marked on this device; brought along once somebody signs in.

const form = document.querySelector('[data-enhance~="marks"]');
const slot = `marks:${form.dataset.conference}`;
export const read = () => {
  try {
    return JSON.parse(localStorage.getItem(slot)) ?? [];
  } catch {
    return []; // no storage, or not ours
  }
};
const write = (slugs) => {
  try {
    localStorage.setItem(slot, JSON.stringify(slugs));
    return true;
  } catch {
    return false; // full or forbidden: nothing is marked
  }
};
const show = () => {
  const page = new URL(form.action);
  if (location.pathname !== page.pathname) return;
  const wanted = read().join(",");
  if (new URLSearchParams(location.search).get("sessions") === (wanted || null)) return;
  location.replace(wanted ? `?sessions=${wanted}` : page.pathname);
};
const paint = () => {
  const marked = new Set(read());
  for (const words of document.querySelectorAll("[data-scripted]")) words.hidden = false;
  for (const star of document.querySelectorAll("[data-mark]")) {
    star.hidden = false;
    star.ariaPressed = String(marked.has(star.dataset.mark));
  }
};

const bring = () => {
  const sessions = read();
  if (!sessions.length) return;
  const body = new FormData(form);
  body.set("sessions", sessions.join(","));
  fetch(form.action, { method: "POST", body }).then(({ ok }) => ok && write([]) && location.reload());
};

if ("known" in form.dataset) {
  bring();
  addEventListener("online", bring);
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault(); // a mark waits on the device; one that is taken away needs the site
    const star = event.submitter;
    const { mark } = star.dataset;
    const others = read().filter((slug) => slug !== mark);
    const isNew = star.value === "1" && others.length === read().length;
    if (write(isNew ? [...others, mark] : others)) star.ariaPressed = String(isNew || star.value === "0");
  });
} else {
  paint();
  document.addEventListener("agenda", paint); // filters.js has drawn it anew
  document.addEventListener("click", ({ target }) => {
    const star = target.closest("[data-mark]");
    if (!star) return;
    const { mark } = star.dataset;
    const others = read().filter((slug) => slug !== mark);
    const isMarked = star.ariaPressed !== "true";
    if (!write(isMarked ? [...others, mark] : others)) return;
    star.ariaPressed = String(isMarked);
    document.dispatchEvent(new Event("marks"));
    show();
  });
  if (!location.search) show();
}
