// Keeps what somebody types on their device until it is posted, and offers it to them when they come back.
// It never overwrites what stands in the field. One copy a place (data-draft) and person; posting clears it.

const WAIT = 300; // ms after a key, before the copy is written
const LIFE = 30 * 24 * 60 * 60 * 1000; // ms that a copy is kept
const POSTED = "posted"; // the cookie by which the site says what it has taken

// Whose it is tells them apart: what a saved copy takes, which knows nobody, leaves an account's alone.
const slot = (name, owner) => `draft:${name}${owner && `@${owner}`}`;

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // no storage, or not ours
  }
}

function write(key, draft) {
  try {
    if (draft) localStorage.setItem(key, JSON.stringify(draft));
    else localStorage.removeItem(key);
  } catch {
    // full or forbidden: the form works as it does without this
  }
}

function forgetPosted() {
  const found = document.cookie.match(new RegExp(`(?:^|; )${POSTED}=([^;]*)`));
  if (!found) return;
  const key = slot(decodeURIComponent(found[1]), "");
  for (const each of all()) {
    if ((each === key || each.startsWith(`${key}@`)) && read(each)?.isSent) write(each, null);
  }
  document.cookie = `${POSTED}=; path=/; max-age=0`;
}

function all() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith("draft:"));
  } catch {
    return [];
  }
}

function forgetOld() {
  for (const key of all()) {
    if (Date.now() - (read(key)?.at ?? 0) > LIFE) write(key, null);
  }
}

function attach(form) {
  const frame = form.closest("[data-draft-frame]");
  const [name, nobodys] = [frame.dataset.owner, ""].map((owner) => slot(form.dataset.draft, owner));
  const text = form.elements.body;
  const stance = form.elements.stance;
  const offer = frame.querySelector("[data-draft-offer]");
  const offline = frame.querySelector("[data-draft-offline]");
  const online = frame.querySelector("[data-draft-online]");
  const original = text.defaultValue;
  let timer;

  const keep = (isSent) => {
    clearTimeout(timer);
    if (text.value.trim() && (isSent || text.value !== original)) {
      offer.hidden = true; // what is typed now takes the place of what was kept
      write(name, { body: text.value, stance: stance.value, at: Date.now(), isSent });
    }
  };
  const emptied = () => !text.value.trim() && original.trim() === "" && offer.hidden && write(name, null);

  const found = [...new Set([name, nobodys])].map(read).filter(Boolean);
  const kept = found.length && { ...found[0], body: found.map(({ body }) => body).join("\n\n") };
  if (kept && kept.body.trim() !== text.value.trim()) {
    offer.hidden = false;
    offer.querySelector("[data-draft-text]").textContent = kept.body;
    const when = { dateStyle: "long", timeStyle: "short", hourCycle: "h23", numberingSystem: "latn" };
    const { lang } = document.documentElement;
    const said = new Date(kept.at).toLocaleString(lang === "en" ? "en-GB" : lang, when);
    offer.querySelector("[data-draft-time]").textContent = said;
  }
  offer.querySelector("[data-draft-restore]").addEventListener("click", () => {
    text.value = text.value.trim() ? `${text.value}\n\n${kept.body}` : kept.body;
    stance.value ||= kept.stance;
    offer.hidden = true;
    text.focus();
    write(nobodys, null);
    keep(false);
  });
  offer.querySelector("[data-draft-discard]").addEventListener("click", () => {
    for (const key of [name, nobodys]) write(key, null);
    offer.hidden = true;
    text.focus();
  });

  if (!kept) keep(false); // somebody may have begun before this was there
  const preview = () => import("./preview.js");
  form.addEventListener("focusin", preview, { once: true });
  if (form.matches(":focus-within")) preview();
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => (text.value.trim() ? keep(false) : emptied()), WAIT);
  });
  addEventListener("pagehide", () => {
    if (timer) keep(read(name)?.isSent ?? false);
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    keep(true);
    timer = undefined;
    if (navigator.onLine) return;
    event.preventDefault();
    keep(false);
    online.hidden = true;
    offline.hidden = false;
  });
  addEventListener("online", () => {
    online.hidden = offline.hidden;
    offline.hidden = true;
  });
}

forgetPosted();
forgetOld();
for (const form of document.querySelectorAll('[data-enhance~="draft"]')) attach(form);
