// Offers somebody what they typed here before and did not post (talk.js keeps it). It never overwrites what stands in
// the field, and forgets no text that another page has gone on with meanwhile.

const LIFE = 30 * 24 * 60 * 60 * 1000; // ms that a text is kept

const forget = (drafts) => {
  for (const { slot, said } of drafts) if (localStorage.getItem(slot) === said) localStorage.removeItem(slot);
};

const read = (slot) => {
  const said = localStorage.getItem(slot);
  try {
    return { ...JSON.parse(said), slot, said };
  } catch {
    return { slot, said }; // not ours
  }
};

// What this tab has sent, once the site says by a cookie that it has taken it.
function forgetPosted() {
  const sent = sessionStorage.getItem("sent");
  sessionStorage.removeItem("sent"); // what was refused is sent anew, or not
  const told = sent?.split("@")[0].replace("draft:", "posted=");
  if (!document.cookie.split("; ").includes(told)) return;
  localStorage.removeItem(sent);
  document.cookie = "posted=; path=/; max-age=0";
}

function forgetOld() {
  const all = Object.keys(localStorage).filter((key) => key.startsWith("draft:"));
  forget(all.map(read).filter(({ at = 0 }) => Date.now() - at > LIFE));
}

// Each text once: one can be the beginning of another.
function joined(drafts) {
  const texts = [...new Set(drafts.map(({ body }) => body.trim()))];
  const isPart = (text) => texts.some((each) => each !== text && each.includes(text));
  return texts.filter((text) => !isPart(text)).join("\n\n");
}

export function offer(form, slots, keep) {
  const frame = form.closest("[data-draft-frame]");
  const { body: text, stance } = form.elements;
  const part = (name) => frame.querySelector(`[data-draft-${name}]`);
  const drafts = slots.map(read).filter(({ body }) => body);
  drafts.sort((one, other) => one.at - other.at);
  const isThere = ({ body }) => text.value.trim() === body.trim();
  if (drafts.some(isThere)) {
    forget(drafts.filter(isThere)); // this page keeps them from here on
    keep(true);
  }
  const others = drafts.filter((each) => !isThere(each));
  if (!others.length) return;
  const body = joined(others);
  const { at } = others.at(-1);
  const said = others.findLast(({ stance }) => stance)?.stance ?? "";
  const when = { dateStyle: "long", timeStyle: "short", hourCycle: "h23", numberingSystem: "latn" };
  const { lang } = document.documentElement;
  part("time").textContent = new Date(at).toLocaleString(lang === "en" ? "en-GB" : lang, when);
  part("text").textContent = body;
  part("offer").hidden = false;
  const decide = () => {
    forget(others);
    part("offer").hidden = true;
    text.focus();
  };
  part("restore").addEventListener("click", () => {
    text.value = text.value.trim() ? `${text.value}\n\n${body}` : body;
    stance.value ||= said;
    decide();
    keep();
  });
  part("discard").addEventListener("click", decide);
}

forgetPosted();
forgetOld();
