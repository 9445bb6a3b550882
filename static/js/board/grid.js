// Where minutes and rooms are on the board that is drawn, and how to put a card there.

export const STEP = 5; // minutes that a card snaps to

const HOUR = 60;

export class Grid {
  constructor(element) {
    this.element = element;
    this.first = Number(element.dataset.first) * HOUR;
    this.hours = [...element.querySelectorAll(".hour")];
    this.rooms = [...element.querySelectorAll(".room")];
    this.last = this.first + this.hours.length * HOUR;
    this.isWide = getComputedStyle(element).display === "grid";
  }

  // Keep the height of each hour while a card is carried, so that nothing moves but the card.
  freeze() {
    const heights = this.hours.map((hour) => hour.getBoundingClientRect().height / 12);
    const rows = heights.map((height) => `repeat(12, ${height}px)`).join(" ");
    this.element.style.gridTemplateRows = `auto ${rows}`;
    this.element.classList.add("is-carrying");
  }

  thaw() {
    this.element.style.gridTemplateRows = "";
    this.element.classList.remove("is-carrying");
  }

  minuteAt(y) {
    const found = this.hours.findIndex((hour) => y < hour.getBoundingClientRect().bottom);
    const place = found < 0 ? this.hours.length - 1 : found;
    const { top, height } = this.hours[place].getBoundingClientRect();
    return this.first + place * HOUR + ((y - top) / height) * HOUR;
  }

  roomAt(x) {
    return this.rooms.find((room) => {
      const { left, right } = room.getBoundingClientRect();
      return left <= x && x < right;
    });
  }

  roomNamed(slug) {
    return this.rooms.find((room) => room.dataset.room === slug);
  }

  beside(room, by) {
    return this.rooms[this.rooms.indexOf(room) + by] ?? room;
  }

  put(card, { starts, ends, room }) {
    const row = (minute) => Math.round((minute - this.first) / STEP) + 2;
    card.style.gridRow = `${row(starts)} / ${row(Math.max(ends, starts + STEP))}`;
    if (!room || card.classList.contains("all")) return;
    card.style.gridColumn = `${Number(room.dataset.lane) + 1} / span ${room.dataset.lanes}`;
  }
}
