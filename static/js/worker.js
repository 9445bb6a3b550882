// Keeps what somebody has seen of a programme on their device, for a place without a network.
// Nothing that belongs to somebody is kept: of a page for who is signed in, it is the visitors' copy.
// `site` is told by the address that serves this: what to keep from the first, and the page to show instead.

const { first, fallback } = self.site;
const PAGES = "pages";
const FILES = "files";
const KEPT = "X-Kept-At";
const PATIENCE = 4000; // ms that a page may take, before its copy is shown
const MOST = { [PAGES]: 200, [FILES]: 200 };
const MARK = /<p class="kept" data-kept="(own|visitor)" data-programme="([^"]*)" hidden>([^<]*)<time>[^<]*<\/time>/;

addEventListener("install", (event) => {
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll([...first, fallback])));
  skipWaiting();
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (/^\/(static|media)\//.test(pathname)) event.respondWith(file(request));
});

async function page(event) {
  const answer = fetch(event.request);
  event.waitUntil(answer.then((response) => keep(event.request.url, response.clone())).catch(() => {}));
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const copy = (await Promise.race([answer, patience]).catch(() => {})) ?? (await kept(event.request));
  return copy ?? answer.catch(instead);
}

async function file(request) {
  const cache = await caches.open(FILES);
  const found = await cache.match(request);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok) cache.put(request, response.clone()).then(() => forget(FILES));
  return response;
}

async function keep(address, response) {
  if (!response.ok || response.redirected) return;
  const text = await response.text();
  const [, whose, programme] = text.match(MARK) ?? [];
  const language = text.match(/<html lang="([^"]*)"/)?.[1] ?? "";
  if (whose === "own") return keep(address, await visitorsCopy(address, language));
  if (!whose) return;
  const cache = await caches.open(PAGES);
  const headers = { "Content-Type": "text/html; charset=utf-8", [KEPT]: new Date().toISOString() };
  const bare = address.split("#")[0];
  await cache.delete(bare); // so that what was seen last stands last
  await cache.put(bare, new Response(text, { headers }));
  await forget(PAGES);
  const whole = new URL(programme, location).href;
  if (!(await cache.match(whole))) await keep(whole, await visitorsCopy(whole, language));
}

function visitorsCopy(address, language) {
  return fetch(address, { credentials: "omit", headers: { "Accept-Language": language } });
}

async function forget(name) {
  const cache = await caches.open(name);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST[name])).map((key) => cache.delete(key)));
}

async function kept(request) {
  const cache = await caches.open(PAGES);
  const found = (await cache.match(request)) ?? (await cache.match(request, { ignoreSearch: true }));
  if (!found) return undefined;
  const at = found.headers.get(KEPT);
  const text = (await found.text()).replace(MARK, (_, _whose, _programme, words) => told(words, at));
  return new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8" } });

  function told(words, instant) {
    return `<p class="kept" role="status">${words}<time datetime="${instant}">${clock(instant)}</time>`;
  }
}

function clock(instant) {
  const at = new Date(instant);
  const isToday = at.toDateString() === new Date().toDateString();
  return at.toLocaleString(undefined, { dateStyle: isToday ? undefined : "medium", timeStyle: "short" });
}

async function instead() {
  const cache = await caches.open(PAGES);
  const links = await Promise.all(
    (await cache.keys()).reverse().map(async (key) => {
      const [, title] = (await (await cache.match(key)).text()).match(/<title>([^<]*)</) ?? [];
      return `<li><a dir="auto" href="${key.url.replaceAll('"', "%22")}">${title ?? key.url}</a></li>`;
    }),
  );
  const text = await (await caches.match(fallback)).text();
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  return new Response(text.replace("<!-- kept -->", () => links.join("")), { status: 503, headers });
}
