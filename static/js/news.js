// Asks now and then whether there are new comments, and says so without moving what is being read.

const EVERY = 30_000; // ms; asking costs the site two queries, and 304 when nothing changed
const LONGEST = 10 * 60_000; // ms, between two tries while the network is gone

function attach(place) {
  let wait = EVERY;
  let tag = null;

  async function ask() {
    const headers = { "Accept-Language": document.documentElement.lang, ...(tag && { "If-None-Match": tag }) };
    const response = await fetch(place.dataset.url, { headers, cache: "no-store" });
    tag = response.headers.get("ETag") ?? tag;
    if (response.status === 204) place.replaceChildren();
    if (response.status !== 200) return;
    const link = place.firstElementChild ?? document.createElement("a");
    link.className = "news__pill";
    link.href = place.dataset.page;
    link.textContent = (await response.json()).label;
    if (!link.isConnected) place.append(link);
  }

  async function go() {
    if (!document.hidden && navigator.onLine) {
      await ask().then(
        () => (wait = EVERY),
        () => (wait = Math.min(wait * 2, LONGEST)),
      );
    }
    setTimeout(go, wait * (0.9 + Math.random() / 5));
  }

  go();
  document.addEventListener("comments", () => ask().catch(() => {})); // live.js has heard of one
}

for (const place of document.querySelectorAll('[data-enhance~="news"]')) attach(place);
