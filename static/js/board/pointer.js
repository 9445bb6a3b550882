// Carries a card with the mouse, a pen or, by its handle, a finger: to a time, a room or the tab of a day.

import { carried, Carry } from "./carry.js";

const SLACK = 5; // px that a hand may tremble before it drags
const EDGE = 48; // px from the edge of the board from which it scrolls along
const SPEED = 14; // px a turn

export function attach(board, gridOf, send) {
  board.addEventListener("pointerdown", (event) => {
    const card = event.target.closest(".card");
    const handle = event.target.closest("[data-grip], [data-end]");
    const isFinger = event.pointerType === "touch";
    if (!card || event.button || carried || card.querySelector("input") || (isFinger && !handle)) return;
    const grid = gridOf();
    if (grid.isWide) follow(event, card, grid, event.target.closest("[data-end]") !== null, send);
  });
  board.addEventListener("dragstart", (event) => event.target.closest(".card") && event.preventDefault());
}

function follow(start, card, grid, isEnd, send) {
  const scroller = grid.element.parentElement;
  const held = grid.minuteAt(start.clientY) - Number(isEnd ? card.dataset.ends : card.dataset.starts);
  let carry = null;
  let at = start;
  let turn;

  const update = () => {
    const minute = grid.minuteAt(at.clientY) - held;
    const day = dayAt(at);
    if (isEnd) carry.stretch(minute);
    else if (day) carry.move(carry.was.starts, carry.was.room);
    else carry.move(minute, grid.roomAt(at.clientX));
    for (const tab of document.querySelectorAll(".day.is-target")) tab.classList.remove("is-target");
    day?.classList.add("is-target");
  };
  const scroll = () => {
    const { top, bottom, left, right } = scroller.getBoundingClientRect();
    const by = (near, far, where) => (where < near + EDGE ? -SPEED : where > far - EDGE ? SPEED : 0);
    if (!dayAt(at)) scroller.scrollBy(by(left, right, at.clientX), by(top, bottom, at.clientY));
    update();
  };
  const move = (event) => {
    at = event;
    if (!carry) {
      if (Math.hypot(at.clientX - start.clientX, at.clientY - start.clientY) < SLACK) return;
      carry = new Carry(card, grid, send);
      turn = setInterval(scroll, 30);
    }
    update();
  };
  const stop = (event) => {
    clearInterval(turn);
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", stop);
    removeEventListener("pointercancel", stop);
    removeEventListener("keydown", escape, true);
    if (!carry) return;
    swallowClick();
    setTimeout(() => dispatchEvent(new Event("board:dropped")));
    const day = event.type === "pointerup" ? dayAt(at) : null;
    day?.classList.remove("is-target");
    if (event.type === "pointerup") carry.drop(day?.dataset.day);
    else carry.back();
  };
  const escape = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    stop(event);
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", stop);
  addEventListener("pointercancel", stop);
  addEventListener("keydown", escape, true);
}

// What was dragged is not clicked, wherever the hand lets go.
function swallowClick() {
  const swallow = (click) => {
    click.preventDefault();
    click.stopPropagation();
  };
  addEventListener("click", swallow, { once: true, capture: true });
  addEventListener("pointerdown", () => removeEventListener("click", swallow, true), { once: true, capture: true });
}

const dayAt = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest(".day") ?? null;
