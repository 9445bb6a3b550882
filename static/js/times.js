// The reader's time beside the venue's, as the site writes it for an address that names a zone.

const DAY = 86_400_000; // ms
const { lang: language } = document.documentElement;
const clocks = (zone) => ({
  time: new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }),
  date: new Intl.DateTimeFormat("en-CA", { timeZone: zone }), // 2021-12-03
  head: new Intl.DateTimeFormat(`${language === "en" ? "en-GB" : language}-u-nu-latn`, {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: zone,
  }),
});
const city = (zone) => zone.split("/").pop().replaceAll("_", " ");
const element = (tag, className, ...content) => {
  const made = Object.assign(document.createElement(tag), { className });
  made.append(...content);
  return made;
};

function ahead({ dateTime }, venueDate, clock) {
  return (Date.parse(clock.date.format(new Date(dateTime))) - Date.parse(venueDate)) / DAY;
}

function beside(span, zone, clock, words) {
  const times = [...span.querySelectorAll("time")];
  const days = times.map((time) => ahead(time, times[0].dateTime.slice(0, 10), clock));
  const parts = times.map(({ dateTime }, nth) => {
    const made = Object.assign(element("time", "", clock.time.format(new Date(dateTime))), { dateTime });
    const dash = nth ? [element("span", "dash", "–")] : [];
    const isSaid = days[nth] && days[nth] !== days[nth + 1]; // once for both
    return [...dash, made, ...(isSaid ? [" ", element("em", "", words[days[nth]] ?? "")] : [])];
  });
  return element("span", "there", ...parts.flat(), " ", element("bdi", "", city(zone)));
}

function head(agenda, clock, said) {
  const rows = [...agenda.children].flatMap((row) => {
    const time = row.querySelector(".entry__time time[datetime], .entry__place time[datetime]");
    return time ? [{ row, here: time.dateTime.slice(0, 10), at: new Date(time.dateTime) }] : [];
  });
  if (rows.every(({ here, at }) => clock.date.format(at) === here)) return;
  let last = "";
  for (const { row, at } of rows) {
    const date = clock.date.format(at);
    if (date !== last) row.before(element("li", "there-head", said(clock.head.format(at))));
    last = date;
  }
}

export function show(zone, { days, head: sentence, venue }) {
  for (const old of document.querySelectorAll(".there, .there-head")) old.remove();
  if (zone === venue) return;
  const clock = clocks(zone);
  const words = JSON.parse(days);
  const said = (date) => sentence.replace("DATE", date).replace("CITY", city(zone));
  for (const span of document.querySelectorAll("[data-span]")) span.after(beside(span, zone, clock, words));
  for (const agenda of document.querySelectorAll(".day > .agenda, .timetable > .agenda")) head(agenda, clock, said);
}

export const own = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function suggest(list) {
  const known = new Set([...list.options].map((option) => option.value));
  for (const zone of Intl.supportedValuesOf?.("timeZone") ?? []) {
    if (!known.has(city(zone))) list.append(new Option("", zone));
  }
}
