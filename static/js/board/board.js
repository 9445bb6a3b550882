// The board with a hand on it: forms and links without leaving the page, cards to be carried, Ctrl+Z, and no
// change lost while there is no connection. Each change is the plain form that works without this.

import { carried } from "./carry.js";
import { Grid } from "./grid.js";
import * as keys from "./keys.js";
import { Outbox } from "./outbox.js";
import { ask, draw } from "./page.js";
import * as pointer from "./pointer.js";
import { prepare, showUnsent } from "./signs.js";
import { announce, words } from "./words.js";

const AGAIN = 15_000; // ms between two tries while there is no connection
const AWAY = 20_000; // ms out of sight after which the board is looked at anew
const QUIET = 800; // ms after which unpublished changes are counted

const place = document.querySelector("#content-start");
const board = () => document.querySelector('[data-enhance~="board"]');
const outbox = new Outbox(board().dataset.store);
let isBusy = false;
let waiting = null; // an answer that came while a card was carried
let state = "";
let retry;
let counting;

function gridOf() {
  return new Grid(document.querySelector("[data-grid]"));
}

// Sends fields about a card, with the state of the session that is before one's eyes.
function send(fields, about) {
  const card = document.querySelector(`#session-${fields.session}`);
  const pairs = Object.entries({ ...fields, seen: card.dataset.seen, view: viewed() });
  outbox.put(pairs, about);
  flush();
}

function viewed() {
  return document.querySelector("[data-grid]").dataset.day;
}

async function flush() {
  if (isBusy || !outbox.first) return;
  isBusy = true;
  clearTimeout(retry);
  state = "sending";
  while (outbox.first) {
    const entry = outbox.first;
    outbox.sending = entry.id;
    tell();
    const answer = await sent(entry);
    outbox.sending = null;
    if (typeof answer === "string") {
      state = answer;
      break;
    }
    outbox.drop(entry);
    state = "";
    take(answer, entry);
    if (answer.outcome === "refused") break;
  }
  isBusy = false;
  tell();
  if (state) retry = setTimeout(flush, AGAIN);
}

async function sent(entry) {
  const body = new URLSearchParams(entry.pairs);
  const card = document.querySelector(`#session-${entry.session}`);
  if (entry.follows && card) body.set("seen", card.dataset.seen);
  try {
    return await ask(location.pathname, { method: "POST", body });
  } catch {
    return "offline";
  }
}

function take(answer, entry) {
  if (carried) {
    waiting = { answer, entry };
    return;
  }
  draw(answer);
  history.replaceState(null, "", answer.address);
  redraw(entry);
  const done = document.querySelector("[data-done]");
  if (answer.outcome === "drawn" && done) announce(done.textContent.trim());
}

async function open(address, isNew = true) {
  let answer;
  try {
    answer = await ask(address);
  } catch {
    announce(words("offline"));
    return;
  }
  if (typeof answer === "string") {
    location.assign(address);
    return;
  }
  draw(answer);
  if (isNew) history.pushState(null, "", answer.address);
  redraw();
}

// Gives what was drawn its handles and marks, and puts the focus where the eye should be.
function redraw(entry) {
  prepare(board());
  tell();
  const open_ = document.querySelector(".card.is-open");
  open_?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const handle = open_?.querySelector(entry?.act === "place" ? "[data-grip]" : ".card__title a");
  (document.querySelector("[data-focus]") ?? handle)?.focus({ preventScroll: !document.querySelector("[role=alert]") });
  clearTimeout(counting);
  counting = setTimeout(count, QUIET);
}

function tell() {
  showUnsent(board(), outbox, state, gridOf);
}

async function count() {
  const place = document.querySelector("[data-count]");
  if (!place) return;
  try {
    const { count } = await (await fetch("?count=1")).json();
    if (count !== null) place.textContent = count;
    place.hidden = count === null;
  } catch {
    // no connection: the link is there without a number
  }
}

place.addEventListener("submit", (event) => {
  const form = event.target.closest("form[method=post]");
  if (!form?.closest('[data-enhance~="board"]')) return;
  event.preventDefault();
  const pairs = [...new FormData(form, event.submitter)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const title = form.querySelector("[name=title]")?.value;
  outbox.put(pairs, { name: title ?? event.submitter?.textContent.trim() ?? "" });
  flush();
});
place.addEventListener("click", (event) => {
  if (event.target.closest("[data-send]")) flush();
  if (event.target.closest("[data-discard]")) {
    outbox.clear();
    state = "";
    open(location.href, false);
  }
  const link = event.target.closest("a[href^='?']");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link.href);
});
addEventListener("popstate", () => open(location.href, false));
addEventListener("online", flush);
addEventListener("board:dropped", () => {
  if (!waiting) return;
  const { answer, entry } = waiting;
  waiting = null;
  take(answer, entry);
});
addEventListener("keydown", (event) => {
  const isTyping = event.target.matches("input:not([type=checkbox]), textarea, select");
  if (isTyping || !(event.ctrlKey || event.metaKey)) return;
  const isRedo = event.key === "y" || (event.key.toLowerCase() === "z" && event.shiftKey);
  if (event.key.toLowerCase() !== "z" && !isRedo) return;
  event.preventDefault();
  document.querySelector(isRedo ? "[data-redo]" : "[data-undo]")?.requestSubmit();
});
let leftAt = 0;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) leftAt = Date.now();
  const isIdle = !carried && !outbox.first && !document.querySelector("#panel, .choice, .card input");
  if (!document.hidden && isIdle && Date.now() - leftAt > AWAY) open(location.href, false);
});

pointer.attach(place, gridOf, send);
keys.attach(place, gridOf, send);
prepare(board());
tell();
count();
flush();
