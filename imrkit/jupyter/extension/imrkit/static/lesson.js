// A lesson opens ready: its cells run once a kernel, by themselves, when it is one that can be
// trusted. Its place on the page is kept, and nobody is asked to save what running it changed.
// A page to read, such as the rule book, looks the same, and shows what was saved: it runs nothing.
import { guardCells } from "./cells.js";
import { keepFocus } from "./focus.js";
import { guardKeys } from "./keys.js";
import { holdPlace, keepPlace } from "./place.js";
import { keepShown, showAgain, whenLost } from "./shown.js";

const STARTING = "Python is starting. You can read on; the questions follow in a few seconds.";
const READY = "The questions are ready."; // for ears alone: eyes see them
const AGAIN = "Python is starting again. What is kept of your answers comes back.";
const FAILED =
  "This lesson could not start. Choose Kernel, then Restart Kernel; " +
  "if that does not help, close the page and start imrkit lab again.";
const UNTRUSTED =
  "This copy of a lesson was not put here by imrkit, so it does not start by itself. " +
  "If you trust where it came from, choose Run, then Run All Cells.";
const ENDED = "Python has ended here. To go on, choose Kernel, then Restart Kernel.";

/** Care for a notebook from its opening on, if it is a lesson or a page to read. */
export async function openReady(panel, app, actions) {
  await panel.context.ready;
  const about = panel.model.getMetadata("imrkit");
  if (panel.isDisposed || !(about?.lesson || about?.page)) return;
  panel.addClass("imrkit-lesson");
  guardKeys(panel.content.node, app.commands);
  neverAskToSave(panel.model);
  await panel.revealed;
  if (panel.isDisposed) return;
  const lesson = new Lesson(panel, actions);
  if (!isTrusted(panel)) lesson.mark("untrusted", UNTRUSTED);
  else if (about.lesson) lesson.open();
  else lesson.show();
}

/** The server marks the cells of a notebook that was signed on this computer. */
function isTrusted(panel) {
  return [...panel.model.cells].every((cell) => cell.type !== "code" || cell.trusted);
}

class Lesson {
  constructor(panel, actions) {
    this.panel = panel;
    this.actions = actions;
    this.runs = 0; // of which only the latest may say that the lesson is ready
    this.gone = false; // whether Python was restarted since the last run
    this.running = false; // whether it runs by itself just now
    this.others = false; // whether somebody else has run cells in this kernel
    this.settle = null; // lets go of the place that is held while Python starts again
  }

  /** Look like a lesson: no code, cells that stay as they are, a place on the page that is kept. */
  show() {
    const { panel } = this;
    panel.addClass("imrkit-trusted");
    guardCells(panel.model.sharedModel);
    keepPlace(panel);
  }

  async open() {
    const { panel } = this;
    this.show();
    this.bringFocus = keepFocus(panel);
    const settle = holdPlace(panel);
    this.mark("starting", STARTING);
    const session = panel.sessionContext;
    await session.ready;
    if (!session.session?.kernel) await changed(session.kernelChanged);
    session.kernelChanged.connect((_, { newValue }) => {
      this.others = false;
      if (newValue) this.again();
    });
    this.actions.executionScheduled.connect((_, { notebook }) => {
      if (notebook === panel.content && !this.running) this.others = true;
    });
    session.statusChanged.connect((_, status) => this.follow(status));
    if (await showAgain(panel)) {
      this.mark("ready");
      whenLost(panel, () => this.again());
    } else await this.run();
    settle();
    // What is run by hand later on takes the place of what was shown before.
    this.actions.selectionExecuted.connect((_, { notebook }) => {
      if (notebook === panel.content && !panel.isDisposed) keepShown(panel);
    });
  }

  /** See a kernel that is restarted, by whomever, and run again in the new one. */
  follow(status) {
    if (status === "restarting" || status === "autorestarting") {
      this.gone = true;
      this.others = false;
      this.settle ??= holdPlace(this.panel);
      this.mark("starting", AGAIN);
    } else if (status === "dead") {
      this.mark("ended", ENDED);
    } else if (status === "idle" && this.gone) {
      this.gone = false;
      this.again();
    }
  }

  /** Run in a kernel that came later, unless somebody does: "Restart Kernel and Run All Cells". */
  async again() {
    const { panel } = this;
    this.mark("starting", AGAIN);
    await new Promise((done) => setTimeout(done, 300));
    const settle = this.settle ?? holdPlace(panel);
    this.settle = null;
    if (this.others) this.mark("ready");
    else {
      await this.run();
      await this.bringFocus();
    }
    settle();
  }

  async run() {
    const { panel, actions } = this;
    const run = ++this.runs;
    const code = panel.content.widgets.filter((cell) => cell.model.type === "code");
    let good = false;
    try {
      // Only then, since running empties the cells: until then there is the saved copy to read.
      await panel.sessionContext.session?.kernel?.info;
      if (run !== this.runs || panel.isDisposed) return;
      this.running = true;
      good = await actions.runCells(panel.content, code, panel.sessionContext);
    } catch (error) {
      console.error(error);
    } finally {
      this.running = false;
    }
    if (run !== this.runs || panel.isDisposed || this.gone) return;
    if (!good) return this.mark("ended", FAILED);
    this.mark("ready", READY);
    keepShown(panel);
  }

  /** Show on the page how far it is; `said` is the sentence about it. */
  mark(state, said = "") {
    const { panel } = this;
    if (panel.isDisposed) return;
    panel.node.dataset.imrkit = state;
    panel.content.node.setAttribute("aria-busy", String(state === "starting"));
    say(panel, said);
  }
}

/** Put one sentence above the lesson, for eyes and ears; "" takes it away. */
function say(panel, said) {
  const { node } = panel.content;
  let line = node.querySelector(":scope > .imrkit-says");
  if (!line) {
    line = document.createElement("p");
    line.className = "imrkit-says";
    line.setAttribute("role", "status");
    node.append(line);
  }
  line.classList.toggle("imrkit-heard", said === READY);
  line.textContent = said;
  if (said === READY) setTimeout(() => line.textContent === READY && line.replaceChildren(), 3000);
}

/** Running changes outputs and counts, no text of anybody's: that is nothing to be saved. */
function neverAskToSave(model) {
  const texts = () =>
    JSON.stringify([...model.cells].map((cell) => [cell.type, cell.sharedModel.getSource()]));
  const first = texts();
  model.dirty = false;
  model.stateChanged.connect((_, change) => {
    if (change.name === "dirty" && change.newValue && texts() === first) model.dirty = false;
  });
}

function changed(signal) {
  return new Promise((done) => {
    const once = () => {
      signal.disconnect(once);
      done();
    };
    signal.connect(once);
  });
}
