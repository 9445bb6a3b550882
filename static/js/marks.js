// My agenda without an account: the sessions marked on this device; brought along once somebody signs in.

const form = document.querySelector('[data-enhance~="marks"]');
const slot = `marks:${form.dataset.conference}`;
const read = () => {
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

if ("known" in form.dataset) {
  const sessions = read();
  if (sessions.length) {
    const body = new FormData(form);
    body.set("sessions", sessions.join(","));
    const { ok } = await fetch(form.action, { method: "POST", body });
    if (ok && write([])) location.reload();
  }
} else {
  for (const star of document.querySelectorAll("[data-mark]")) {
    const { mark } = star.dataset;
    star.hidden = false;
    star.ariaPressed = String(read().includes(mark));
    star.addEventListener("click", () => {
      const others = read().filter((slug) => slug !== mark);
      const isMarked = star.ariaPressed !== "true";
      if (!write(isMarked ? [...others, mark] : others)) return;
      star.ariaPressed = String(isMarked);
      show();
    });
  }
  if (!location.search) show();
}
