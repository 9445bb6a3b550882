// Lets a moderator work through the queue with keys. They act while a comment has the focus, never in a field.

const REASON_KEY = /^Digit([1-8])$/;

function enhance(form) {
  const items = [...form.querySelectorAll("[data-item]")];
  for (const item of items) item.tabIndex = -1;
  const keys = form.querySelector("[data-keys]");
  if (keys) keys.hidden = false;
  if (!document.querySelector("[role=alert]")) items[0]?.focus({ preventScroll: true });
  form.addEventListener("keydown", (event) => onKey(event, form, items));
}

function onKey(event, form, items) {
  const item = event.target.closest("[data-item]");
  if (!item || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = actOf(event, form, items, item);
  if (!act) return;
  event.preventDefault();
  act();
}

function actOf(event, form, items, item) {
  const place = items.indexOf(item);
  const digit = event.code.match(REASON_KEY);
  if (digit) return () => decide(form, item, event.shiftKey ? "remove" : "hide", Number(digit[1]));
  if (event.shiftKey) return undefined;
  return {
    j: () => items[place + 1]?.focus(),
    k: () => items[place - 1]?.focus(),
    a: () => decide(form, item, "approve"),
    x: () => item.querySelector("input[name=chosen]")?.click(),
    z: () => document.querySelector("[data-undo]")?.click(),
  }[event.key];
}

function decide(form, item, act, reason) {
  const button = item.querySelector(`button[value^="${act}:"]`);
  const reasons = item.querySelector("select");
  if (!button || form.dataset.sent) return;
  if (reason) reasons.selectedIndex = reason; // the first option is "choose a reason"
  form.dataset.sent = "true"; // a key held down decides once
  button.click();
}

function isTyping(target) {
  return target.matches("input:not([type=checkbox]), select, textarea");
}

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll('[data-enhance~="queue"]')) delete form.dataset.sent;
});
for (const form of document.querySelectorAll('[data-enhance~="queue"]')) enhance(form);
