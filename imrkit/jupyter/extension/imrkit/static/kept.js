// What the page's own storage keeps for each lesson. A browser that keeps nothing, or has no room,
// costs the learner comfort and nothing else.

const key = (what, panel) => `imrkit:${what}:${panel.context.path}`;

/** Keep something of a lesson in place of what was kept before; nothing, where it is null. */
export function keep(what, panel, value) {
  try {
    localStorage.removeItem(key(what, panel));
    if (value) localStorage.setItem(key(what, panel), JSON.stringify(value));
  } catch {
    // Then it is as if it had never been kept.
  }
}

/** What is kept of a lesson; null where there is nothing. */
export function kept(what, panel) {
  try {
    return JSON.parse(localStorage.getItem(key(what, panel)));
  } catch {
    return null;
  }
}
