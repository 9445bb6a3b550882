// The copies of unsent texts that this device keeps, by the place that each is for.

const LIFE = 30 * 24 * 60 * 60 * 1000; // ms that a copy is kept
const POSTED = "posted"; // the cookie by which the site says what it has taken

// Whose it is tells them apart: what a saved copy takes, which knows nobody, leaves an account's alone.
export const slot = (name, owner) => `draft:${name}${owner && `@${owner}`}`;

export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // no storage, or not ours
  }
}

export function write(key, draft) {
  try {
    if (draft) localStorage.setItem(key, JSON.stringify(draft));
    else localStorage.removeItem(key);
  } catch {
    // full or forbidden: the form works as it does without this
  }
}

export function forgetPosted() {
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

export function forgetOld() {
  for (const key of all()) {
    if (Date.now() - (read(key)?.at ?? 0) > LIFE) write(key, null);
  }
}
