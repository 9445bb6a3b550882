// Offers somebody what they typed here before and did not post (talk.js keeps it), and forgets what was posted or is old.
// It never overwrites what stands in the field.

const LIFE = 30 * 24 * 60 * 60 * 1000; // ms that a copy is kept
const POSTED = /(?:^|; )posted=([^;]*)/; // the cookie by which the site says what it has taken

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // not ours
  }
};
const forget = (keys) => {
  for (const key of keys) localStorage.removeItem(key);
};
const all = () => Object.keys(localStorage).filter((key) => key.startsWith("draft:"));

function forgetPosted() {
  const [, posted] = document.cookie.match(POSTED) ?? [];
  if (!posted) return;
  const key = `draft:${decodeURIComponent(posted)}`;
  forget(all().filter((each) => (each === key || each.startsWith(`${key}@`)) && read(each)?.isSent));
  document.cookie = "posted=; path=/; max-age=0";
}

function forgetOld() {
  forget(all().filter((key) => Date.now() - (read(key)?.at ?? 0) > LIFE));
}

export function offer(form, slots, keep) {
  const frame = form.closest("[data-draft-frame]");
  const { body: text, stance } = form.elements;
  const part = (name) => frame.querySelector(`[data-draft-${name}]`);
  const found = [...new Set(slots)].map(read).filter(Boolean);
  const body = found.map((each) => each.body).join("\n\n");
  if (!found.length || body.trim() === text.value.trim()) return;
  const when = { dateStyle: "long", timeStyle: "short", hourCycle: "h23", numberingSystem: "latn" };
  const { lang } = document.documentElement;
  part("time").textContent = new Date(found[0].at).toLocaleString(lang === "en" ? "en-GB" : lang, when);
  part("text").textContent = body;
  part("offer").hidden = false;
  part("restore").addEventListener("click", () => {
    text.value = text.value.trim() ? `${text.value}\n\n${body}` : body;
    stance.value ||= found[0].stance;
    part("offer").hidden = true;
    text.focus();
    forget(slots.slice(1));
    keep();
  });
  part("discard").addEventListener("click", () => {
    forget(slots);
    part("offer").hidden = true;
    text.focus();
  });
}

forgetPosted();
forgetOld();
