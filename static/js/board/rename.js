// Types a title in its place. Enter saves it, Escape leaves it as it was; so does going elsewhere unchanged.

import { words } from "./words.js";

export function rename(card, send) {
  const title = card.querySelector(".card__title");
  const link = title.querySelector("a");
  if (!link || title.querySelector("input")) return;
  const field = document.createElement("input");
  field.value = link.textContent;
  field.maxLength = 300;
  field.className = "card__rename";
  field.setAttribute("aria-label", words("title"));
  link.replaceWith(field);
  field.select();
  let isDone = false;

  const finish = (isKept) => {
    if (isDone) return;
    isDone = true;
    const text = field.value.trim();
    const was = link.textContent;
    const hadFocus = document.activeElement === field;
    if (isKept && text) link.textContent = text;
    field.replaceWith(link);
    if (hadFocus) link.focus();
    if (!isKept || !text || text === was) return;
    send({ act: "rename", session: card.dataset.key, title: text }, { name: text });
  };
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter" || event.key === "Escape") {
      event.preventDefault();
      finish(event.key === "Enter");
    }
  });
  field.addEventListener("blur", () => finish(true));
}
