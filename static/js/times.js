// The reader's time beside the venue's, as the site writes it for an address that names a zone.

const DAY = 86_400_000; // ms
const PATIENCE = 1000; // ms that the name of a city may take: the page waits for it
const { lang: language } = document.documentElement;
const every = () => Intl.supportedValuesOf?.("timeZone") ?? [];
const inEnglish = (zone) => zone.split("/").pop().replaceAll("_", " ");
const clocks = (timeZone) => ({
  time: new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }),
  date: new Intl.DateTimeFormat("en-CA", { timeZone }), // 2021-12-03
  head: new Intl.DateTimeFormat(`${language === "en" ? "en-GB" : language}-u-nu-latn`, {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone,
  }),
  offset: new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }), // 12/3/2021, GMT+09:00
});
const capital = (text) => text[0].toLocaleUpperCase(language) + text.slice(1);
const cities = {}; // by zone, once asked for

// What the site calls the city of a zone in the page's language, and says for it in a field; none for hours from UTC.
async function cityOf(zone, address) {
  if (!/^(?!Etc).*\//.test(zone)) return {};
  const unknown = { city: inEnglish(zone), field: zone };
  try {
    const wanted = `${address}?${new URLSearchParams({ language, zone })}`;
    const answer = await fetch(wanted, { signal: AbortSignal.timeout(PATIENCE) });
    return { ...unknown, ...(await answer.json()) };
  } catch {
    return unknown; // no network, a slow one, or a copy of the site
  }
}

const element = (tag, className, ...content) => {
  const made = Object.assign(document.createElement(tag), { className });
  made.append(...content);
  return made;
};

function offset(clock, at) {
  const [, ahead] = clock.offset.format(at).split("GMT");
  return `UTC${ahead.replace("+00:00", "").replace("-", "−").replace(/0?(\d+):00/, "$1")}`;
}

const called = (clock, at) => clock.city || offset(clock, at);

function beside(span, clock, words) {
  const times = [...span.querySelectorAll("time")];
  const instants = times.map(({ dateTime }) => new Date(dateTime));
  const venue = Date.parse(times[0].dateTime.slice(0, 10));
  const days = instants.map((at) => (Date.parse(clock.date.format(at)) - venue) / DAY);
  const parts = times.map(({ dateTime }, nth) => {
    const made = Object.assign(element("time", "", clock.time.format(instants[nth])), { dateTime });
    const dash = nth ? [element("span", "dash", "–")] : [];
    const isSaid = days[nth] && days[nth] !== days[nth + 1]; // once for both
    return [...dash, made, ...(isSaid ? [" ", element("em", "", words[days[nth]] ?? "")] : [])];
  });
  return element("span", "there", ...parts.flat(), " ", element("bdi", "", called(clock, instants[0])));
}

function head(agenda, clock, said) {
  const rows = [...agenda.children].flatMap((row) => {
    const time = row.querySelector(":is(.entry__time, .entry__place) time");
    return time ? [{ row, here: time.dateTime.slice(0, 10), at: new Date(time.dateTime) }] : [];
  });
  if (rows.every(({ here, at }) => clock.date.format(at) === here)) return;
  let last = "";
  for (const { row, at } of rows) {
    const date = clock.date.format(at);
    if (date !== last) row.before(element("li", "there-head", said(at)));
    last = date;
  }
}

// The zone that the address of a saved copy names: the site, which knows more of them, cannot be asked.
function askedOfCopy() {
  const said = new URLSearchParams(location.search).get("tz")?.toLowerCase();
  if (!said || !document.querySelector(".kept[role]")) return undefined;
  return every().find((zone) => [zone, inEnglish(zone)].some((name) => name.toLowerCase() === said));
}

// Returns the zone of the times that are shown then, "" for none that this browser knows.
export async function show(kept, data) {
  const zone = askedOfCopy() ?? kept;
  try {
    draw(zone, { ...clocks(zone), ...(await (cities[zone] ??= cityOf(zone, data.city))) }, data);
    return zone;
  } catch (problem) {
    if (problem instanceof RangeError) return "";
    throw problem;
  }
}

function draw(zone, clock, { days, head: sentence, named, venue }) {
  const all = (selector) => document.querySelectorAll(selector);
  for (const old of all(".there, .there-head")) old.remove();
  for (const field of all("#tz")) field.value ||= zone.startsWith("Etc/") ? offset(clock, Date.now()) : clock.field || zone;
  if (zone === venue) return;
  const words = JSON.parse(days);
  const said = (at) => sentence.replace("DATE", capital(clock.head.format(at))).replace("CITY", called(clock, at));
  const name = (clock.city ? named : "OFFSET").replace("CITY", clock.city);
  for (const place of all("[data-zoned]")) {
    place.textContent = name.replace("OFFSET", offset(clock, new Date(place.dataset.zoned)));
  }
  for (const span of all("[data-span]")) span.after(beside(span, clock, words));
  for (const agenda of all(".day > .agenda, .timetable > .agenda")) head(agenda, clock, said);
}

export const own = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function suggest(list) {
  const known = new Set([...list.options].map((option) => option.value));
  for (const zone of every()) {
    if (!known.has(inEnglish(zone))) list.append(new Option("", zone));
  }
}
