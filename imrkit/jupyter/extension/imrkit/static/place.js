// The place on the page, for each lesson: which cell is at the top, and how far it is scrolled.
// Kept by cell, since cells grow while the lesson gets ready.

import { keep, kept } from "./kept.js";

const PAUSE = 150; // milliseconds
const PATIENCE = 1500; // milliseconds in which what came last finds its height

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
 * Hold the page at its place while cells run and change their height; the learner's own scrolling
 * ends that. Returns a function to call when they have run.
 */
export function holdPlace(panel) {
  const { node } = panel.content;
  const place = node.offsetHeight && scroller(panel).scrollTop ? placeOf(panel) : kept("place", panel);
  if (!place) return () => {};
  let until = Infinity;
  const ends = ["wheel", "touchstart", "pointerdown", "keydown"];
  const end = () => {
    until = 0;
    delete node.dataset.imrkitHeld;
    for (const name of ends) panel.node.removeEventListener(name, end, true);
  };
  const hold = () => {
    if (panel.isDisposed || performance.now() > until) return end();
    const cell = cellNamed(panel, place.cell);
    if (cell) scroller(panel).scrollTop += top(panel, cell) - place.top;
    requestAnimationFrame(hold);
  };
  node.dataset.imrkitHeld = "true";
  for (const name of ends) panel.node.addEventListener(name, end, true);
  hold();
  return () => (until = Math.min(until, performance.now() + PATIENCE));
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
