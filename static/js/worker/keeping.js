// What is kept: pages as visitors see them, what they are shown with, and the programme that they are of.

const MOST = { [SHELL]: 40, [PAGES]: 200, [FILES]: 200 };
const LINKED = /<(?:link rel="(?:stylesheet|icon)" href|script type="module" src)="(\/static\/[^"]+)"/g;

// The browser has the page, and what it is shown with, so nothing is asked for.
async function keepOpen(address) {
  await keep(address, await fetch(address, { cache: "force-cache" }));
}

async function keep(address, response) {
  const isPage = response.headers.get("Content-Type")?.startsWith("text/html");
  if (!response.ok || response.redirected || !isPage) return;
  const text = await response.clone().text();
  const [, whose, programme] = text.match(MARK) ?? [];
  if (!whose) return;
  if (whose === "own") return keep(address, await visitorsCopy(address, spoken(text)));
  const headers = { ...HTML, [KEPT]: new Date(response.headers.get("Date") ?? Date.now()).toISOString() };
  await store(PAGES, address, new Response(text, { headers }));
  for (const [, each] of text.matchAll(LINKED)) await bring(each).catch(() => {});
  const whole = new URL(programme, location).href;
  if (!(await caches.match(whole, { cacheName: PAGES }))) await keep(whole, await visitorsCopy(whole, spoken(text)));
}

async function bring(address) {
  if (await caches.match(address)) return;
  const response = await fetch(address);
  if (response.ok) await store(SHELL, address, response);
}

function visitorsCopy(address, language) {
  return fetch(address, { credentials: "omit", headers: { "Accept-Language": language } });
}

// What a worker before this one kept is no longer read.
async function clear() {
  const old = (await caches.keys()).filter((name) => !(name in MOST));
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function store(name, key, response) {
  const cache = await caches.open(name);
  await cache.put(key, response); // what is there already is replaced, and stands last
  await forget(name);
}

async function forget(name) {
  const cache = await caches.open(name);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST[name])).map((each) => cache.delete(each)));
}

function spoken(text) {
  return text.match(/<html lang="([^"]*)"/)?.[1] ?? "";
}
