// The copies of unsent texts that this device keeps, by the place that each is for.

const LIFE = 30 * 24 * 60 * 60 * 1000; // ms that a copy is kept
const POSTED = "posted"; // the cookie by which the site says what it has taken

const slot = (name) => `draft:${name}`;

export function read(name) {
  try {
    return JSON.parse(localStorage.getItem(slot(name)));
  } catch {
    return null; // no storage, or not ours
  }
}

export function write(name, draft) {
  try {
    if (draft) localStorage.setItem(slot(name), JSON.stringify(draft));
    else localStorage.removeItem(slot(name));
  } catch {
    // full or forbidden: the form works as it does without this
  }
}

export function forgetPosted() {
  const found = document.cookie.match(new RegExp(`(?:^|; )${POSTED}=([^;]*)`));
  if (!found) return;
  const name = decodeURIComponent(found[1]);
  if (read(name)?.isSent) write(name, null);
  document.cookie = `${POSTED}=; path=/; max-age=0`;
}

function all() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith("draft:"));
  } catch {
    return [];
  }
}

export function forgetOld() {
  for (const key of all()) {
    const name = key.slice("draft:".length);
    if (Date.now() - (read(name)?.at ?? 0) > LIFE) write(name, null);
  }
}
