// Keeps what somebody has seen of a programme on their device, for a place without a network.
// Nothing that belongs to somebody is kept: of a page for who is signed in, it is the visitors' copy.
// keeping.js and showing.js come in one answer with this (cyberconf/web/offline.py), and share its names.

const SHELL = "shell"; // what pages are shown with: never crowded out by pictures
const PAGES = "pages-2"; // anew, where what is kept would be read otherwise than before
const FILES = "files";
const HTML = { "Content-Type": "text/html; charset=utf-8" };
const KEPT = "X-Kept-At";
const PATIENCE = 4000; // ms that a page may take, before its copy is shown
// templates/_kept.html: whose the page is, of which programme, what stands in for another, and the words above a copy.
const MARK =
  /<p class="kept" data-kept="(.*?)" data-programme="(.*?)" data-title="(.*?)" data-words="(.*?)" hidden>(.*?)<time>.*?<\/time>(.*?)<\/p>/;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(Promise.all([clients.claim(), clear()])));
addEventListener("message", (event) => event.waitUntil(keepOpen(bare(event.source.url)))); // from a page older than us
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (pathname.startsWith("/static/")) event.respondWith(fixed(event));
  else if (pathname.startsWith("/media/")) event.respondWith(changing(event));
});

async function page(event) {
  const answer = fetch(event.request);
  event.waitUntil(answer.then((response) => keep(bare(event.request.url), response)).catch(() => {}));
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const copy = (await Promise.race([answer, patience]).catch(() => {})) ?? (await kept(event.request));
  return copy ?? answer.catch(() => instead(event.request));
}

async function fixed(event) {
  return (await caches.match(event.request)) ?? fetched(event);
}

function changing(event) {
  return fetched(event).catch(async () => (await caches.match(event.request)) ?? Response.error());
}

async function fetched(event) {
  const response = await fetch(event.request);
  const { status } = response;
  const name = /\.(?:css|js)$/.test(new URL(event.request.url).pathname) ? SHELL : FILES;
  if (status === 200) event.waitUntil(store(name, event.request, response.clone()).catch(() => {})); // full
  if (status === 404) event.waitUntil(caches.open(name).then((cache) => cache.delete(event.request)));
  return response;
}

function bare(address) {
  return address.split("#")[0];
}
