// What a discussion does: it keeps what somebody types on their device until it is posted. One copy a place (data-draft)
// and person. What else there is to it is fetched as it comes near what is read, or is needed.

const MARGIN = "50%"; // of the window, that it may be away
const QUIET = 30_000; // ms, before it is first asked whether there is more
const AGAIN = 10_000; // ms, after which what did not come is asked for once more
const PATIENCE = 2000; // ms that what offers a kept text may take; nothing that is typed is kept before it is offered
const WAIT = 300; // ms after a key, before the copy is written
const POSTED = /(?:^|; )posted=/; // the cookie by which the site says what it has taken

const discussion = document.querySelector("#discussion"); // none, where a form stands alone
const bring = (load) => load().catch(() => setTimeout(bring, AGAIN, load));
const hear = () => bring(() => import("./news.js"));
const drafts = () => import("./draft.js");

// Where there is no storage, or it is full, or holds what is not ours, the form works as it does without it.
function attempt(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

const read = (key) => attempt(() => JSON.parse(localStorage.getItem(key)));
const write = (key, draft) => attempt(() => localStorage.setItem(key, JSON.stringify(draft)));

async function attach(form) {
  const frame = form.closest("[data-draft-frame]");
  // Whose it is tells them apart: what a saved copy takes, which knows nobody, leaves an account's alone.
  const slots = [frame.dataset.owner, ""].map((owner) => `draft:${form.dataset.draft}${owner && `@${owner}`}`);
  const [name] = slots;
  const { body: text, stance } = form.elements;
  const [offer, offline, online] = ["offer", "offline", "online"].map((each) => frame.querySelector(`[data-draft-${each}]`));
  const original = text.defaultValue;
  let timer;

  const keep = (isSent = false) => {
    clearTimeout(timer);
    if (text.value.trim() && (isSent || text.value !== original)) {
      offer.hidden = true; // what is typed now takes the place of what was kept
      write(name, { body: text.value, stance: stance.value, at: Date.now(), isSent });
    } else if (!text.value.trim() && !original.trim() && offer.hidden) attempt(() => localStorage.removeItem(name));
  };
  const putBack = () => {
    const { body, stance: said } = read(name) ?? {};
    if (!body || POSTED.test(document.cookie) || text.value.includes(body)) return;
    text.value = text.value ? `${body}\n\n${text.value}` : body;
    stance.value ||= said;
    keep();
  };

  const preview = () => import("./preview.js");
  form.addEventListener("focusin", preview, { once: true });
  if (form.matches(":focus-within")) preview();
  if (slots.some(read)) {
    const draft = await Promise.race([drafts(), new Promise((go) => setTimeout(go, PATIENCE))]).catch(() => null);
    (draft?.offer ?? putBack)(form, slots, keep); // where it does not come, it stands in the field
  }
  if (!slots.some(read)) keep(); // somebody may have begun before this was there
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT);
  });
  addEventListener("pagehide", () => {
    if (timer) keep(read(name)?.isSent);
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    keep(true);
    timer = undefined;
    if (navigator.onLine) return;
    event.preventDefault();
    keep();
    online.hidden = true;
    offline.hidden = false;
  });
  addEventListener("online", () => {
    online.hidden = offline.hidden;
    offline.hidden = true;
  });
}

const near = new IntersectionObserver(
  (seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    near.disconnect();
    if (discussion.querySelector(".comment__when")) bring(() => import("./ago.js"));
  },
  { rootMargin: MARGIN },
);

const isKept = attempt(() => Object.keys(localStorage).some((key) => key.startsWith("draft:")));
if (isKept) bring(drafts); // which forgets what was posted
for (const form of document.querySelectorAll('[data-enhance~="draft"]')) attach(form);
if (discussion) {
  near.observe(discussion);
  setTimeout(hear, QUIET);
  document.addEventListener("comments", hear, { once: true }); // live.js has heard of one
}
