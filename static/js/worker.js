// Keeps what somebody has seen of a programme on their device, for a place without a network.
// Nothing that belongs to somebody is kept: of a page for who is signed in, it is the visitors' copy.
// `site` is told by the address that serves this: what to keep from the first, and the page to show instead.

const { first, fallback } = self.site;
const SHELL = "shell"; // what stands in for all else: never crowded out by what was seen
const PAGES = "pages";
const FILES = "files";
const HTML = { "Content-Type": "text/html; charset=utf-8" };
const KEPT = "X-Kept-At";
const PATIENCE = 4000; // ms that a page may take, before its copy is shown
const MOST = { [SHELL]: 20, [PAGES]: 200, [FILES]: 200 };
const MARK = /<p class="kept" data-kept="(own|visitor)" data-programme="([^"]*)" hidden>([^<]*)<time>[^<]*<\/time>/;

addEventListener("install", (event) => {
  const standIn = new Request(fallback, { credentials: "omit" });
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll([...first, standIn])).then(() => forget(SHELL)));
  skipWaiting();
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
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
  event.waitUntil(answer.then((response) => keep(event.request.url, response)).catch(() => {}));
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const copy = (await Promise.race([answer, patience]).catch(() => {})) ?? (await kept(event.request));
  return copy ?? answer.catch(instead);
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
  if (status === 200) event.waitUntil(store(FILES, event.request, response.clone()).catch(() => {})); // full
  if (status === 404) event.waitUntil(caches.open(FILES).then((cache) => cache.delete(event.request)));
  return response;
}

async function keep(address, response) {
  const isPage = response.headers.get("Content-Type")?.startsWith("text/html");
  if (!response.ok || response.redirected || !isPage) return;
  const text = await response.clone().text();
  const [, whose, programme] = text.match(MARK) ?? [];
  const language = text.match(/<html lang="([^"]*)"/)?.[1] ?? "";
  if (whose === "own") return keep(address, await visitorsCopy(address, language));
  if (!whose) return;
  const headers = { ...HTML, [KEPT]: new Date().toISOString() };
  await store(PAGES, address.split("#")[0], new Response(text, { headers }));
  await speak(language);
  const whole = new URL(programme, location).href;
  if (!(await caches.match(whole, { cacheName: PAGES }))) await keep(whole, await visitorsCopy(whole, language));
}

// Has the stand-in speak the language of what was seen last.
async function speak(language) {
  const found = await caches.match(fallback, { cacheName: SHELL });
  if (found?.headers.get("Content-Language") === language) return;
  const response = await visitorsCopy(fallback, language);
  if (response.ok) await store(SHELL, fallback, response);
}

function visitorsCopy(address, language) {
  return fetch(address, { credentials: "omit", headers: { "Accept-Language": language } });
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

// Another query asks for something else, unless it is the reader's zone.
async function kept(request) {
  const cache = await caches.open(PAGES);
  const keys = await cache.keys();
  const same = keys.findLast((key) => untimed(key.url) === untimed(request.url));
  const found = (await cache.match(request)) ?? (same && (await cache.match(same)));
  if (!found) return undefined;
  const at = found.headers.get(KEPT);
  const page = await found.text();
  const language = page.match(/<html lang="([^"]*)"/)?.[1];
  const text = page.replace(MARK, (_, _whose, _programme, words) => told(words, at));
  return new Response(text, { headers: HTML });

  function told(words, instant) {
    return `<p class="kept" role="status">${words}<time datetime="${instant}">${clock(instant, language)}</time>`;
  }
}

function untimed(address) {
  const { origin, pathname, searchParams } = new URL(address);
  searchParams.delete("tz");
  return `${origin}${pathname}?${searchParams}`;
}

function clock(instant, language) {
  const at = new Date(instant);
  const isToday = at.toDateString() === new Date().toDateString();
  const shown = { dateStyle: isToday ? undefined : "medium", timeStyle: "short", hourCycle: "h23" };
  return at.toLocaleString(language, { ...shown, numberingSystem: "latn" });
}

async function instead() {
  const cache = await caches.open(PAGES);
  const links = await Promise.all(
    (await cache.keys()).reverse().map(async (key) => {
      const [, title] = (await (await cache.match(key)).text()).match(/<title>([^<]*)</) ?? [];
      return `<li><a dir="auto" href="${key.url.replaceAll('"', "%22")}">${title ?? key.url}</a></li>`;
    }),
  );
  const found = await caches.match(fallback, { cacheName: SHELL });
  if (!found) return Response.error();
  return new Response((await found.text()).replace("<!-- kept -->", () => links.join("")), { status: 503, headers: HTML });
}
