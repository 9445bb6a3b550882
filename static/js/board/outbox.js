// The changes that the site has not taken yet, kept on this device until it has: none is lost by a reload.

const ALIKE = new Set(["place", "rename", "revise", "add"]); // a later one takes the place of an earlier

export class Outbox {
  sending = null; // the id of the one that is on its way

  constructor(name) {
    this.name = name;
    this.entries = this.read();
  }

  get first() {
    return this.entries[0];
  }

  // ``pairs`` are the names and values that a form sends. What follows a change of the same session that is
  // not taken yet is made upon it, and so not stale because of it.
  put(pairs, about) {
    const { act, session, uid } = Object.fromEntries(pairs);
    const follows = this.entries.some((entry) => session && entry.session === session);
    const entry = { id: `${Date.now()}-${Math.random()}`, pairs, act, session, uid, follows, ...about };
    const same = this.entries.find((each) => each.id !== this.sending && isAlike(each, entry));
    if (same) Object.assign(same, entry, { id: same.id, follows: same.follows });
    else this.entries.push(entry);
    this.write();
  }

  drop(entry) {
    this.entries = this.entries.filter((each) => each.id !== entry.id);
    this.write();
  }

  clear() {
    this.entries = [];
    this.write();
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.name)) ?? [];
    } catch {
      return []; // no storage, or not ours
    }
  }

  write() {
    try {
      if (this.entries.length) localStorage.setItem(this.name, JSON.stringify(this.entries));
      else localStorage.removeItem(this.name);
    } catch {
      // full or forbidden: they are kept as long as the page is open
    }
  }
}

function isAlike(one, other) {
  return ALIKE.has(one.act) && ["act", "session", "uid"].every((name) => one[name] === other[name]);
}
