// Keeps what somebody types on their device until it is posted, and offers it to them when they come back.
// It never overwrites what stands in the field. One copy a place (data-draft); posting clears it.

const WAIT = 300; // ms after a key, before the copy is written
const LIFE = 30 * 24 * 60 * 60 * 1000; // ms that a copy is kept
const POSTED = "posted"; // the cookie by which the site says what it has taken

const slot = (name) => `draft:${name}`;

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(slot(name)));
  } catch {
    return null; // no storage, or not ours
  }
}

function write(name, draft) {
  try {
    if (draft) localStorage.setItem(slot(name), JSON.stringify(draft));
    else localStorage.removeItem(slot(name));
  } catch {
    // full or forbidden: the form works as it does without this
  }
}

function forgetPosted() {
  const found = document.cookie.match(new RegExp(`(?:^|; )${POSTED}=([^;]*)`));
  if (!found) return;
  const name = decodeURIComponent(found[1]);
  if (read(name)?.isSent) write(name, null);
  document.cookie = `${POSTED}=; path=/; max-age=0`;
}

function forgetOld() {
  for (const key of Object.keys(localStorage).filter((each) => each.startsWith("draft:"))) {
    const name = key.slice("draft:".length);
    if (Date.now() - (read(name)?.at ?? 0) > LIFE) write(name, null);
  }
}

function attach(form) {
  const name = form.dataset.draft;
  const frame = form.closest("[data-draft-frame]");
  const owner = frame.dataset.owner;
  const text = form.elements.body;
  const stance = form.elements.stance;
  const offer = frame.querySelector("[data-draft-offer]");
  const offline = frame.querySelector("[data-draft-offline]");
  const online = frame.querySelector("[data-draft-online]");
  const original = text.value;
  let timer;

  const keep = (isSent) => {
    clearTimeout(timer);
    if (text.value.trim() && (isSent || text.value !== original)) {
      offer.hidden = true; // what is typed now takes the place of what was kept
      write(name, { body: text.value, stance: stance.value, at: Date.now(), owner, isSent });
    }
  };
  const emptied = () => !text.value.trim() && original.trim() === "" && offer.hidden && write(name, null);

  const kept = read(name);
  const isOurs = kept && (kept.owner === "" || kept.owner === owner);
  if (isOurs && kept.body.trim() !== text.value.trim()) {
    offer.hidden = false;
    offer.querySelector("[data-draft-text]").textContent = kept.body;
    const time = offer.querySelector("time");
    time.dateTime = new Date(kept.at).toISOString();
    time.textContent = new Date(kept.at).toLocaleString(document.documentElement.lang, {
      dateStyle: "medium",
      timeStyle: "short",
    });
  }
  offer.querySelector("[data-draft-restore]").addEventListener("click", () => {
    text.value = text.value.trim() ? `${text.value}\n\n${kept.body}` : kept.body;
    stance.value ||= kept.stance;
    offer.hidden = true;
    text.focus();
    keep(false);
  });
  offer.querySelector("[data-draft-discard]").addEventListener("click", () => {
    write(name, null);
    offer.hidden = true;
    text.focus();
  });

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
