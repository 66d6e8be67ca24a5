// The place on the page, for each lesson: which cell is at the top, and how far it is scrolled.
// Kept by cell, since cells grow while the lesson gets ready.

import { keep, kept } from "./kept.js";

const PAUSE = 150; // milliseconds
const FRAMES = 100; // frames without a change of height after which the page is built
const LOOK = 100; // milliseconds between two looks whether the cell is drawn

/** Note the place whenever the learner scrolls. */
export function keepPlace(panel) {
  let due = 0;
  const note = () => {
    due = 0;
    const { node } = panel.content;
    if (panel.isDisposed || !node.offsetHeight || node.dataset.imrkitHeld) return;
    keep("place", panel, placeOf(panel));
  };
  panel.node.addEventListener("scroll", () => (due ||= setTimeout(note, PAUSE)), true);
}

/**
 * Hold the page where the learner left it while cells are drawn and run, and change their height;
 * the learner's own scrolling ends that. Where the page stands by then does not tell: exercises grow
 * by a line each as Python goes. Returns a function to call when the cells have run.
 */
export function holdPlace(panel) {
  const { node } = panel.content;
  const place = kept("place", panel);
  if (panel.isDisposed || ![...panel.model.cells].some((cell) => cell.id === place?.cell)) return () => {};
  let [ready, over, height, frames] = [false, false, 0, 0];
  const ends = ["wheel", "touchstart", "pointerdown", "keydown"];
  const end = () => {
    over = true;
    delete node.dataset.imrkitHeld;
    for (const name of ends) panel.node.removeEventListener(name, end, true);
  };
  const hold = () => {
    if (over || panel.isDisposed) return;
    const cell = cellNamed(panel, place.cell);
    // Cells are drawn in moments of rest, which looking at every frame would leave no room for.
    if (!cell?.node.isConnected) return setTimeout(hold, LOOK);
    const page = scroller(panel);
    // In frames, not in seconds: a slow computer may draw none for long.
    if (!ready || page.scrollHeight !== height) [height, frames] = [page.scrollHeight, 0];
    else if (++frames > FRAMES) return end();
    page.scrollTop += top(panel, cell) - place.top;
    requestAnimationFrame(hold);
  };
  node.dataset.imrkitHeld = "true";
  for (const name of ends) panel.node.addEventListener(name, end, true);
  hold();
  return () => (ready = true);
}

function placeOf(panel) {
  if (!scroller(panel).scrollTop) return null;
  for (const cell of panel.content.widgets) {
    const box = cell.node.getBoundingClientRect();
    if (box.height && top(panel, cell) + box.height > 0) {
      return { cell: cell.model.id, top: Math.round(top(panel, cell)) };
    }
  }
  return null;
}

function top(panel, cell) {
  const from = scroller(panel).getBoundingClientRect().top;
  return cell.node.getBoundingClientRect().top - from;
}

function cellNamed(panel, id) {
  return panel.content.widgets.find((cell) => cell.model.id === id);
}

function scroller(panel) {
  const { node } = panel.content;
  return node.querySelector(":scope > .jp-WindowedPanel-outer") ?? node;
}
