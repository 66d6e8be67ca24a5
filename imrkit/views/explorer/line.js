// The line to Python: one question at a time, of several only the newest, and what becomes of it.
//
//   {turn, item, by, changes, want}   from here to Python, as a message
//   view {turn, ...}                  from Python to here: the answer to the turn of that number
//
// All views of one explorer share one line, so that they keep in step.

const PATIENCE = 2000; // milliseconds without an answer after which the line counts as lost
const REST = 60; // milliseconds without another change after which the slower parts are asked for

function openLine(model) {
  const kernel = model.widget_manager?.kernel;
  const watchers = new Set();
  const wanted = new Map(); // parts in sight, with how many views show them
  let last = 0; // number of the last question
  let flying = null; // the question that is not answered yet
  let next = null; // the newest question after it
  let lost = ""; // "", "silent" or "gone"
  let since = new Date(); // when the last result came
  let patience = 0;
  let rest = 0;
  let running = kernel?.status === "busy";
  const view = () => model.get("view");
  const tell = () => watchers.forEach((watch) => watch());

  const line = {
    /** The question that is not answered yet, else what is shown. */
    get now() {
      return next ?? flying ?? view();
    },
    get waiting() {
      return Boolean(next ?? flying);
    },
    get lost() {
      return lost;
    },
    get since() {
      return since;
    },
    /** Whether Python runs a cell, so that a question has to wait its turn. */
    get busy() {
      return running;
    },
    /** Ask to show an item with some facts changed, judged by the text or not. */
    ask(changed, want = []) {
      if (lost) return;
      const { item, by, changes } = line.now;
      last = Math.max(last, view().turn) + 1;
      next = { item, by, changes, ...changed, turn: last, want };
      clearTimeout(rest);
      send();
    },
    /** Ask what a case would be at a cell of the map; nothing else moves. */
    about(cell) {
      const { item, by, changes } = view();
      if (!lost) sent({ turn: Math.max(last, 1), item, by, changes, want: [], cell });
    },
    /** Ask for a part as long as somebody looks at it. */
    want(part, wish) {
      wanted.set(part, Math.max((wanted.get(part) ?? 0) + (wish ? 1 : -1), 0));
      later();
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    close() {
      clearTimeout(patience);
      clearTimeout(rest);
      kernel?.iopubMessage?.disconnect(status);
      ended();
    },
  };

  function send() {
    if (flying || !next) return;
    [flying, next] = [next, null];
    if (sent(flying)) patience = setTimeout(lose, PATIENCE, "silent");
    else lose("silent");
  }

  /** Send a message; while a kernel restarts or ends, nothing can be sent. */
  function sent(message) {
    try {
      model.send(message);
      return true;
    } catch {
      return false;
    }
  }

  function answered() {
    since = new Date();
    if (flying && view().turn >= flying.turn) {
      flying = null;
      clearTimeout(patience);
      if (lost === "silent") lost = "";
    }
    send();
    later();
    tell();
  }

  /** Ask for the parts in sight that the last answer lacks, once the hand rests. */
  function later() {
    clearTimeout(rest);
    rest = setTimeout(() => {
      const missing = [...wanted].filter(([part, views]) => views && view()[part] === undefined).map(([part]) => part);
      if (missing.length && !line.waiting) line.ask({}, missing);
    }, REST);
  }

  function lose(how) {
    if (lost === "gone") return;
    lost = how;
    if (how === "gone") [flying, next] = [null, null];
    tell();
  }

  /** A kernel is busy with our own question, too; only a cell is told as busy. */
  function status(_, { header, parent_header: asked, content }) {
    if (header.msg_type === "status") running = content.execution_state === "busy" && asked.msg_type === "execute_request";
  }

  hear(model);
  kernel?.iopubMessage?.connect(status);
  model.on("change:view", answered);
  const ended = whenGone(model, () => lose("gone")); // what comes after knows nothing of this explorer
  return line;
}
