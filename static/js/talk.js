// What a discussion does: it keeps what somebody types on their device until it is posted, each open page in a slot of its
// own, so that none overwrites another's. What else there is to it is fetched as it comes near what is read, or is needed.

const MARGIN = "50%"; // of the window, that it may be away
const QUIET = 30_000; // ms, before it is first asked whether there is more
const AGAIN = 10_000; // ms, after which what did not come is asked for once more
const PATIENCE = 2000; // ms that what offers a kept text may take
const WAIT = 300; // ms after a key, before the text is kept

const discussion = document.querySelector("#discussion"); // none, where a form stands alone
const bring = (load) => load().catch(() => setTimeout(bring, AGAIN, load));
const hear = () => bring(() => import("./news.js"));
const drafts = () => import("./draft.js");
const part = (frame, name) => frame.querySelector(`[data-draft-${name}]`);

// Where there is no storage, or it is full, or holds what is not ours, the form works as it does without it.
function attempt(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

const read = (slot) => attempt(() => JSON.parse(localStorage.getItem(slot)));
// "draft:PLACE@ACCOUNT@PAGE", "draft:PLACE@@PAGE" for a visitor.
const slots = attempt(() => Object.keys(localStorage).filter((key) => key.startsWith("draft:"))) ?? [];

// Keeps what stands in a form in a slot: at once where it is called, even what the site itself wrote where it is whole.
function keepIn(slot, form) {
  const { body: text, stance } = form.elements;
  const original = text.defaultValue;
  let timer;
  const keep = (isWhole = false) => {
    clearTimeout(timer);
    timer = 0;
    if (text.value.trim() && (isWhole || text.value !== original)) {
      const draft = JSON.stringify({ body: text.value, stance: stance.value, at: Date.now() });
      attempt(() => localStorage.setItem(slot, draft));
    } else if (!text.value.trim() && !original.trim()) attempt(() => localStorage.removeItem(slot));
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT);
  });
  addEventListener("pagehide", () => timer && keep());
  return keep;
}

// Where what offers them does not come, texts that were not posted stand in the field, which keeps them from here on.
function putBack(form, kept, keep) {
  const { body: text, stance } = form.elements;
  if (document.cookie.split("; ").includes(`posted=${form.dataset.draft}`)) return;
  for (const { body, stance: said } of kept.map(read).filter(Boolean)) {
    if (!text.value.includes(body)) text.value = text.value ? `${body}\n\n${text.value}` : body;
    stance.value ||= said;
  }
  keep(true);
  for (const slot of kept) attempt(() => localStorage.removeItem(slot));
}

async function offer(form, kept, keep) {
  const draft = await Promise.race([drafts(), new Promise((go) => setTimeout(go, PATIENCE))]).catch(() => null);
  (draft?.offer ?? putBack)(form, kept, keep);
}

// What is posted without a network stays where it is, and is said to.
function keepOffline(form, frame, slot, keep) {
  const offline = part(frame, "offline");
  const online = part(frame, "online");
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    keep(true);
    if (navigator.onLine) return attempt(() => sessionStorage.setItem("sent", slot));
    event.preventDefault();
    online.hidden = true;
    offline.hidden = false;
  });
  addEventListener("online", () => {
    online.hidden = offline.hidden;
    offline.hidden = true;
  });
}

// A saved copy knows nobody: what an account wrote is not shown on it, but said to be kept for the page itself.
function tellOnCopy(frame) {
  const anew = document.querySelector(".kept[role] a");
  if (!anew) return;
  part(frame, navigator.onLine ? "online" : "offline").hidden = false;
  part(frame, "online").append(" ", anew.cloneNode(true));
}

function attach(form) {
  const frame = form.closest("[data-draft-frame]");
  const place = `draft:${form.dataset.draft}`;
  const { owner } = frame.dataset;
  const kept = slots.filter((slot) => slot.split("@")[0] === place && read(slot)?.body);
  // No other account's.
  const shown = kept.filter((slot) => ["", owner].includes(slot.split("@")[1] ?? ""));
  const slot = `${place}@${owner}@${Math.random()}`;
  const keep = keepIn(slot, form);
  keepOffline(form, frame, slot, keep);
  if (shown.length < kept.length) tellOnCopy(frame);
  // Somebody may have begun before this was there.
  keep();
  if (shown.length) offer(form, shown, keep);
  const preview = () => bring(() => import("./preview.js"));
  form.addEventListener("focusin", preview, { once: true });
  if (form.matches(":focus-within")) preview();
}

const near = new IntersectionObserver(
  (seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    near.disconnect();
    if (discussion.querySelector(".comment__when")) bring(() => import("./ago.js"));
  },
  { rootMargin: MARGIN },
);

if (slots.length) bring(drafts); // which forgets what was posted
for (const form of document.querySelectorAll('[data-enhance~="draft"]')) attach(form);
if (discussion) {
  near.observe(discussion);
  setTimeout(hear, QUIET);
  document.addEventListener("comments", hear, { once: true }); // live.js has heard of one
}
