// Keeps what somebody has seen of a programme on their device, for a place without a network.
// Nothing that belongs to somebody is kept: of a page for who is signed in, it is the visitors' copy.
// `site` is told by the address that serves this: the page to show instead, and what keeps a text that is typed.

const { fallback, draft } = self.site;
const SHELL = "shell"; // what pages are shown with: never crowded out by pictures
const PAGES = "pages";
const FILES = "files";
const HTML = { "Content-Type": "text/html; charset=utf-8" };
const KEPT = "X-Kept-At";
const PATIENCE = 4000; // ms that a page may take, before its copy is shown
const MOST = { [SHELL]: 40, [PAGES]: 200, [FILES]: 200 };
const MARK = /<p class="kept" data-kept="(own|visitor)" data-programme="([^"]*)" hidden>([^<]*)<time>[^<]*<\/time>/;
const LINKED = /<(?:link rel="(?:stylesheet|icon)" href|script type="module" src)="(\/static\/[^"]+)"/g;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
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
  event.waitUntil(answer.then((response) => keep(bare(event.request.url), response)).then(speak).catch(() => {}));
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
  const name = /\.(?:css|js)$/.test(new URL(event.request.url).pathname) ? SHELL : FILES;
  if (status === 200) event.waitUntil(store(name, event.request, response.clone()).catch(() => {})); // full
  if (status === 404) event.waitUntil(caches.open(name).then((cache) => cache.delete(event.request)));
  return response;
}

// The browser has the page, and what it is shown with, so nothing is asked for.
async function keepOpen(address) {
  await keep(address, await fetch(address, { cache: "force-cache" }));
}

// Keeps a page with what it is shown with, and the whole programme; tells its language where it is one of ours.
async function keep(address, response) {
  const isPage = response.headers.get("Content-Type")?.startsWith("text/html");
  if (!response.ok || response.redirected || !isPage) return undefined;
  const text = await response.clone().text();
  const [, whose, programme] = text.match(MARK) ?? [];
  const language = text.match(/<html lang="([^"]*)"/)?.[1] ?? "";
  if (whose === "own") return keep(address, await visitorsCopy(address, language));
  if (!whose) return undefined;
  const headers = { ...HTML, [KEPT]: new Date(response.headers.get("Date") ?? Date.now()).toISOString() };
  await store(PAGES, address, new Response(text, { headers }));
  const typed = text.includes("data-draft-frame") ? [draft] : [];
  for (const each of [...text.matchAll(LINKED)].map(([, name]) => name).concat(typed)) await bring(each).catch(() => {});
  const whole = new URL(programme, location).href;
  if (!(await caches.match(whole, { cacheName: PAGES }))) await keep(whole, await visitorsCopy(whole, language));
  return language;
}

async function bring(address) {
  if (await caches.match(address)) return;
  const response = await fetch(address);
  if (response.ok) await store(SHELL, address, response);
}

// Has the stand-in speak the language of what was seen last; it comes with the second page, to keep the first light.
async function speak(language) {
  if (language === undefined) return;
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

function bare(address) {
  return address.split("#")[0];
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
  if (!found) return links.length ? Response.redirect((await cache.keys()).at(-1).url) : Response.error();
  return new Response((await found.text()).replace("<!-- kept -->", () => links.join("")), { status: 503, headers: HTML });
}
