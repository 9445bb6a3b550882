// What is shown without a network: the copy of a page, which says when it was kept, or what there is instead of it.

// Another query asks for something else, unless it is the reader's zone.
async function kept(request) {
  const cache = await caches.open(PAGES);
  const keys = await cache.keys();
  const same = keys.findLast((key) => untimed(key.url) === untimed(request.url));
  const found = (await cache.match(request)) ?? (same && (await cache.match(same)));
  if (!found) return undefined;
  const at = found.headers.get(KEPT);
  const text = await found.text();
  const told = (...[, , , , , words, anew]) =>
    `<p class="kept" role="status">${words}<time datetime="${at}">${clock(at, spoken(text))}</time>${anew}</p>`;
  return new Response(text.replace(MARK, told), { headers: HTML });
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

// The head of the page that was seen last, with a list of all that were: what was asked for, but unfiltered, is the first.
async function instead(request) {
  const cache = await caches.open(PAGES);
  const keys = (await cache.keys()).reverse();
  const texts = await Promise.all(keys.map(async (key) => (await cache.match(key)).text()));
  if (!texts.length) return Response.error();
  const titles = texts.map((text) => text.match(/<title>(.*?)</)?.[1] ?? "");
  const rows = keys.map(({ url }, index) => row(url, titles[index], spoken(texts[index]), titles));
  const near = keys.findIndex(({ url }) => new URL(url).pathname === new URL(request.url).pathname);
  if (near > 0) rows.unshift(...rows.splice(near, 1));
  const [, , , title, words, , anew] = texts[0].match(MARK);
  const head = texts[0].slice(0, texts[0].search(MARK)).replace(/<title>.*?</, () => `<title>${title}<`);
  const main = `<h1>${title}</h1><p>${words}</p><ul>${rows.join("")}</ul><p>${anew}</p>`;
  const text = `${head.replaceAll(' aria-current="page"', "")}<main class="page" id="main"><div class="narrow notice">${main}</div>`;
  return new Response(text, { status: 503, headers: HTML });
}

// In several languages a title can be the same: then each says which it is.
function row(address, title, language, titles) {
  const isOnly = titles.indexOf(title) === titles.lastIndexOf(title);
  const name = isOnly ? "" : new Intl.DisplayNames(language, { type: "language" }).of(language);
  const said = name && ` <small dir="auto" lang="${language}">${name}</small>`;
  return `<li><a dir="auto" hreflang="${language}" href="${address.replaceAll('"', "%22")}">${title}</a>${said}`;
}
