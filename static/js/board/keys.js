// The same with keys: Space or Enter on a card's handle picks it up, arrows carry it, F2 renames it.

import { carried, Carry } from "./carry.js";
import { STEP } from "./grid.js";
import { rename } from "./rename.js";

const LEAP = 30; // minutes, with Page Up and Page Down

export function attach(board, gridOf, send) {
  board.addEventListener("keydown", (event) => {
    const card = event.target.closest(".card");
    if (!card || event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = carried?.card === card ? carrying(event, carried) : resting(event, card, gridOf, send);
    if (!act) return;
    event.preventDefault();
    act();
  });
  board.addEventListener("focusout", (event) => {
    if (carried?.byKeys && carried.card.contains(event.target)) carried.back();
  });
}

function resting(event, card, gridOf, send) {
  if (event.key === "F2") return () => rename(card, send);
  const isHandle = event.target.closest("[data-grip]");
  if (event.key !== " " && !(event.key === "Enter" && isHandle)) return undefined;
  return () => {
    const carry = new Carry(card, gridOf(), send);
    carry.byKeys = true;
    carry.tell("picked");
  };
}

function carrying(event, carry) {
  const { starts, ends, room } = carry.now;
  const isRightToLeft = document.dir === "rtl";
  const aside = (by) => () => carry.move(starts, carry.grid.beside(room, isRightToLeft ? -by : by));
  const down = (by) => () => (event.shiftKey ? carry.stretch(ends + by) : carry.move(starts + by));
  const moves = {
    ArrowUp: down(-STEP),
    ArrowDown: down(STEP),
    PageUp: down(-LEAP),
    PageDown: down(LEAP),
    ArrowLeft: aside(-1),
    ArrowRight: aside(1),
  };
  const ends_ = { Enter: () => carry.drop(), " ": () => carry.drop(), Escape: () => carry.back() };
  if (ends_[event.key]) return ends_[event.key];
  return moves[event.key] && (() => told(carry, moves[event.key]));
}

function told(carry, move) {
  move();
  carry.card.scrollIntoView({ block: "nearest", inline: "nearest" });
  carry.tell("moved");
}
