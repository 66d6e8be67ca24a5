// The focus, when Python starts again and the cells are made anew: whoever was answering a question
// is at that question again, and has not to begin at the top of the page.

const CONTROLS = "a[href], button, input, select, summary, textarea, [tabindex='0']";
const PATIENCE = 20; // tenths of a second until the new cell has its controls

/** Note where the focus is; returns a function that brings it back after the cells have run. */
export function keepFocus(panel) {
  let last = null;
  document.addEventListener("focusin", note);
  panel.disposed.connect(() => document.removeEventListener("focusin", note));

  function note({ target }) {
    const cell = panel.content.widgets.find((one) => one.node !== target && one.node.contains(target));
    if (cell) last = { cell, place: controls(cell).indexOf(target) };
    else if (!panel.content.node.contains(target)) last = null;
  }

  return async function bringBack() {
    const held = last;
    for (let turn = 0; held && held === last && turn < PATIENCE; turn++) {
      const now = document.activeElement;
      const lost = now === document.body || now?.classList.contains("jp-Cell") || now === panel.content.node;
      const found = controls(held.cell)[held.place];
      if (!lost) return;
      if (found && !found.disabled) return found.focus({ preventScroll: true });
      await new Promise((done) => setTimeout(done, 100));
    }
  };
}

function controls(cell) {
  return [...cell.node.querySelectorAll(CONTROLS)];
}
