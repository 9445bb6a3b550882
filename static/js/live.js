// Keeps an open page of a running conference as it is now: what staff tell, what is on, whether it has changed.
// What is on is said by the site, as the clock of a visitor's device may be wrong.

const LONGEST = 5 * 60_000; // ms, between two tries while the site does not answer

const { url, zone, now, reads, ...began } = document.querySelector('[data-enhance~="live"]').dataset;
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
let { release } = began;
let every = began.every * 1000;
let wait = every;
let tag = null;
let said = null;

const part = (name) => document.querySelector(`[data-live="${name}"]`);
const words = (node) => node.textContent.replace(/\s+/g, " ").trim();

function swap(place, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  if (!place || words(place) === words(fresh.content)) return;
  const had = place.contains(document.activeElement);
  place.replaceChildren(fresh.content);
  if (had) place.querySelector("a")?.focus();
}

function badge(entry, isOn, label) {
  const there = entry.querySelector(".entry__now");
  if (there && !isOn) there.remove();
  if (there || !isOn) return;
  const made = Object.assign(document.createElement("span"), { className: "entry__now", textContent: label });
  entry.querySelector(".entry__time, .entry__place, .entry__label")?.append(made);
}

function mark(since, label) {
  for (const entry of document.querySelectorAll("[data-from]")) {
    const isOn = entry.dataset.from <= since && since < entry.dataset.to;
    badge(entry, isOn, label);
    if (!entry.classList.contains("entry")) continue;
    entry.classList.toggle("entry--now", isOn);
    entry.classList.toggle("entry--over", entry.dataset.to <= since);
  }
}

function rule(day, since, label) {
  const agenda = day && document.querySelector(`#day-${day} .agenda`);
  let line = document.querySelector("[data-present]");
  if (!agenda) return line?.remove();
  if (!line) {
    line = Object.assign(document.createElement("li"), { className: "present" });
    line.dataset.present = "";
    line.append(`${label} `, document.createElement("time"));
  }
  const from = (item) => (item.matches("[data-from]") ? item : item.querySelector("[data-from]"))?.dataset.from;
  const next = [...agenda.children].find((item) => from(item) > since) ?? null;
  if (line.parentNode !== agenda || line.nextElementSibling !== next) agenda.insertBefore(line, next);
}

function tally(counts) {
  for (const place of document.querySelectorAll("[data-count]")) {
    const told = counts[place.dataset.count];
    if (told) place.textContent = place.matches(".count") ? told[1] : ` (${told[0]})`;
  }
}

function show(news) {
  swap(part("message"), news.message);
  swap(part("now"), news.now);
  mark(news.since, now);
  rule(news.day, news.since, now);
  tally(news.counts);
  release ||= String(news.release);
  const hint = `<a class="live__changed" href="">${news.changed}</a>`;
  swap(part("changed"), String(news.release) === release ? "" : hint);
  if (said && said.comments !== news.comments) document.dispatchEvent(new Event("comments"));
  said = news;
}

async function ask() {
  const headers = { "Accept-Language": reads, ...(tag && { "If-None-Match": tag }) };
  const response = await fetch(url, { headers, cache: "no-store" });
  if (!response.ok && response.status !== 304) throw new Error(response.status);
  if (response.ok) {
    tag = response.headers.get("ETag");
    show(await response.json());
    every = said.every * 1000;
  }
  const time = document.querySelector("[data-present] time");
  const at = new Date(response.headers.get("Date") ?? Date.now());
  if (time) [time.textContent, time.dateTime] = [clock.format(at), at.toISOString()];
}

async function go() {
  clearTimeout(timer);
  if (document.hidden || !navigator.onLine) return; // an event below goes on
  await ask().then(
    () => (wait = every),
    () => (wait = Math.min(wait * 2, LONGEST)),
  );
  clearTimeout(timer);
  if (wait) timer = setTimeout(go, wait * (0.9 + Math.random() / 5));
}

let timer = setTimeout(go, every);
document.addEventListener("visibilitychange", go);
addEventListener("online", go);
