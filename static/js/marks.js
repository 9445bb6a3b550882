// My agenda without an account: the sessions marked on this device; brought along once somebody signs in.

const form = document.querySelector('[data-enhance~="marks"]');
const slot = `marks:${form.dataset.conference}`;
function attempt(act) {
  try {
    return act();
  } catch {
    // Storage is forbidden or full, or holds what is not ours.
    return null;
  }
}
const store = attempt(() => localStorage);
export const read = () => attempt(() => [...JSON.parse(store.getItem(slot))]) ?? [];
const write = (slugs) =>
  attempt(() => {
    store.setItem(slot, JSON.stringify(slugs));
    return true;
  });
const show = () => {
  const page = new URL(form.action);
  if (location.pathname !== page.pathname) return;
  const wanted = read().join(",");
  if (new URLSearchParams(location.search).get("sessions") === (wanted || null)) return;
  location.replace(wanted ? `?sessions=${wanted}` : page.pathname);
};
const paint = () => {
  const marked = new Set(read());
  for (const words of document.querySelectorAll("[data-scripted]")) words.hidden = !store;
  for (const star of document.querySelectorAll("[data-mark]")) {
    // One that keeps nothing is not offered.
    star.hidden = !store;
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
  addEventListener("storage", paint); // another tab has marked one
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
