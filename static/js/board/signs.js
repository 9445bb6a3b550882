// What scripts add to the board that is drawn: handles on its cards, and what is not saved yet.

import { clock, words } from "./words.js";

export function prepare(board) {
  for (const hidden of board.querySelectorAll("[data-scripted]")) hidden.hidden = false;
  if (!board.querySelector("[data-editable]")) return;
  for (const card of board.querySelectorAll(".card")) {
    const name = card.querySelector(".card__title").textContent.trim();
    const grip = document.createElement("button");
    grip.type = "button";
    grip.className = "card__grip";
    grip.dataset.grip = "";
    grip.setAttribute("aria-label", words("grip", { name }));
    grip.setAttribute("aria-describedby", "board-keys");
    const end = document.createElement("span");
    end.className = "card__end";
    end.dataset.end = "";
    card.append(grip, end);
  }
}

// Says how many changes the site has not taken, why, and marks the sessions that they are about.
export function showUnsent(board, outbox, state, gridOf) {
  const bar = board.querySelector("[data-unsent]");
  for (const card of board.querySelectorAll(".is-unsent, .is-saving")) {
    card.classList.remove("is-unsent", "is-saving");
    card.querySelector("[data-mark]")?.remove();
  }
  const isQuiet = state === "sending" || !outbox.first;
  for (const entry of outbox.entries) mark(board, entry, isQuiet, gridOf);
  if (!bar) return;
  bar.hidden = isQuiet;
  if (isQuiet) return;
  const said = [words(state || "waiting", { count: outbox.entries.length })];
  bar.querySelector("[data-said]").textContent = said.join(" ");
  bar.querySelector("[data-list]").replaceChildren(...outbox.entries.map(item));
}

// Puts a card where it was dropped; whoever takes it up again takes it up from there.
function show(card, grid, { starts, ends, room, isLonger }) {
  grid.put(card, { starts, ends, room: grid.roomNamed(room) });
  card.querySelector(".card__when > span").textContent = `${clock(starts)}–${clock(ends)}`;
  Object.assign(card.dataset, { starts, ends, room });
  if (isLonger) card.dataset.isLonger = "";
}

function item(entry) {
  const row = document.createElement("li");
  row.textContent = [entry.name, entry.shown && shownTimes(entry)].filter(Boolean).join(": ");
  return row;
}

function shownTimes({ pairs }) {
  const { day, starts } = Object.fromEntries(pairs);
  return `${day} ${starts}`;
}

function mark(board, entry, isQuiet, gridOf) {
  const card = entry.session && board.querySelector(`#session-${entry.session}`);
  if (!card) return;
  card.classList.add(isQuiet ? "is-saving" : "is-unsent");
  const grid = gridOf();
  if (entry.shown && grid.isWide && entry.shown.day === grid.element.dataset.day) {
    show(card, grid, entry.shown);
  }
  if (isQuiet || card.querySelector("[data-mark]")) return;
  const sign = document.createElement("p");
  sign.className = "mark";
  sign.dataset.mark = "";
  sign.textContent = words("unsaved");
  card.append(sign);
}
