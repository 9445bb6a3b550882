// A card that is carried to another time, another room or a longer end, by whatever hand or key.

import { STEP } from "./grid.js";
import { announce, clock, words } from "./words.js";

export let carried = null;

export class Carry {
  constructor(card, grid, send) {
    this.card = card;
    this.grid = grid;
    this.send = send;
    this.name = card.querySelector(".card__title").textContent.trim();
    this.said = card.querySelector(".card__when > span");
    this.was = {
      starts: Number(card.dataset.starts),
      ends: Number(card.dataset.ends),
      room: grid.roomNamed(card.dataset.room),
      text: this.said.textContent,
    };
    this.now = { ...this.was };
    this.day = grid.element.dataset.day;
    grid.freeze();
    card.classList.add("is-carried");
    carried = this;
    this.show();
  }

  get minutes() {
    return this.was.ends - this.was.starts;
  }

  move(starts, room) {
    const latest = Math.min(this.grid.last, 24 * 60) - STEP;
    this.now.starts = Math.min(Math.max(snapped(starts), this.grid.first), latest);
    this.now.ends = this.now.starts + this.minutes + this.longer;
    if (room && !this.card.classList.contains("all")) this.now.room = room;
    this.show();
  }

  longer = 0; // minutes by which its end was moved

  stretch(ends) {
    this.now.ends = Math.min(Math.max(snapped(ends), this.now.starts + STEP), this.grid.last);
    this.longer = this.now.ends - this.now.starts - this.minutes;
    this.show();
  }

  show() {
    this.grid.put(this.card, this.now);
    this.said.textContent = `${clock(this.now.starts)}–${clock(this.now.ends)}`;
  }

  tell(name) {
    const room = this.now.room?.textContent.trim() ?? "";
    const places = { name: this.name, starts: clock(this.now.starts), ends: clock(this.now.ends), room };
    announce(words(name, places));
  }

  get isMoved() {
    const { starts, ends, room } = this.now;
    return starts !== this.was.starts || ends !== this.was.ends || room !== this.was.room;
  }

  drop(day = this.day) {
    this.end();
    if (!this.isMoved && day === this.day) return this.back();
    const fields = { act: "place", session: this.card.dataset.key, day, starts: clock(this.now.starts) };
    fields.room = this.now.room?.dataset.room ?? "";
    const isLonger = this.longer !== 0 || "isLonger" in this.card.dataset;
    if (isLonger) fields.ends = clock(this.now.ends);
    this.tell("dropped");
    const shown = { starts: this.now.starts, ends: this.now.ends, room: fields.room, day, isLonger };
    return this.send(fields, { shown, name: this.name });
  }

  back() {
    this.end();
    this.card.style.gridRow = this.card.style.gridColumn = "";
    this.said.textContent = this.was.text;
    this.tell("returned");
  }

  end() {
    if (carried !== this) return;
    carried = null;
    this.grid.thaw();
    this.card.classList.remove("is-carried");
  }
}

const snapped = (minutes) => Math.round(minutes / STEP) * STEP;
