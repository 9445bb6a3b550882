// Ticks all boxes of a group, or none. Without it each is ticked by hand.

function enhance(part) {
  const groups = [...part.querySelectorAll("fieldset")];
  if (groups.length > 1) part.prepend(buttons(part, part));
  for (const group of groups) {
    if (group.querySelectorAll("[name=chosen]").length > 1) group.querySelector("legend").after(buttons(part, group));
  }
}

function buttons(part, group) {
  const row = document.createElement("p");
  row.className = "import-all";
  const of = group.querySelector(":scope > legend")?.textContent;
  for (const [words, isTicked] of [[part.dataset.all, true], [part.dataset.none, false]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = words;
    if (of) button.setAttribute("aria-label", `${words}: ${of}`);
    button.addEventListener("click", () => tick(group, isTicked));
    row.append(button);
  }
  return row;
}

function tick(group, isTicked) {
  for (const box of group.querySelectorAll("[name=chosen]")) box.checked = isTicked;
}

for (const part of document.querySelectorAll('[data-enhance~="ticks"]')) enhance(part);
