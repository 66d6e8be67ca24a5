// Small tools to make elements and to keep them in step with what Python sends.

const CITED = /\b8 CCR (?=\d)|\bTable \d+-(?=\d)|(?<=\w\))(?=\(\w)/g; // where a citation could be broken between two lines

/** A text as it is printed, with curly apostrophes, stops inside quotations, citations in one piece; else what it is. */
function printed(text) {
  if (typeof text !== "string") return text;
  return text.replace(/”([.,])(?![.\p{L}\p{N}])/gu, "$1”").replace(/(?<=[\p{L}\p{N}])'(?=[\p{L}\p{N}])|(?<=s)'(?![\p{L}\p{N}'])/gu, "’").replace(CITED, (cited) => cited.replaceAll(" ", "\u00a0").replace(/(?<!\u00a0)$/, "\u2060"));
}

/** Make an element: properties, "aria-..." and "data-..." attributes, listeners, children. */
function make(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node) node[name] = value;
    else node.setAttribute(name, name === "aria-label" ? printed(value) : value);
  }
  node.append(...children.map(printed));
  return node;
}

/** A name that no other element has: each widget loads its script anew, so a count would not do. */
function unique() {
  return Math.random().toString(36).slice(2);
}

/** Set the text of an element; leave it alone if it is the same, so that nothing is read twice. */
function say(node, text) {
  if (node.textContent !== printed(text)) node.textContent = printed(text);
  node.hidden = !text;
}

/** Set HTML that Python has written; what was unfolded stays unfolded. */
function fill(node, html) {
  if (node.written === html) return;
  const unfolded = new Map([...node.querySelectorAll("details")].map((part) => [part.textContent, part.open]));
  node.written = html;
  node.innerHTML = html;
  for (const part of node.querySelectorAll("details")) part.open = unfolded.get(part.textContent) ?? part.open;
}

/** Keep the children of an element in step with a list: reuse by key, so that focus stays. */
function keep(parent, list, create) {
  const old = new Map([...parent.children].map((child) => [child.key, child]));
  const nodes = list.map((one) => {
    const key = one.key ?? one.name ?? one.kind ?? one.id;
    const node = old.get(key) ?? Object.assign(create(one), { key });
    old.delete(key);
    node.update(one);
    return node;
  });
  for (const gone of old.values()) gone.remove();
  nodes.forEach((node, place) => {
    if (parent.children[place] !== node) parent.insertBefore(node, parent.children[place] ?? null);
  });
}

/** Have JupyterLab leave the keys that are typed in an element to it. */
function keepsKeys(target) {
  target.setAttribute("data-lm-suppress-shortcuts", "true");
}

/** The same for whatever has the focus inside: JupyterLab asks the very element in focus. */
function keysStay(root) {
  root.addEventListener("focusin", ({ target }) => keepsKeys(target));
}

/** A message that asks nothing: anywidget passes it on, or refuses it as it refuses all. */
const NOTHING = { content: { data: {} } };
const hearing = new WeakSet();

/**
 * Hear Python also on a slow computer. A widget that takes more than two seconds to get ready, as
 * one among many may, is passed no message by anywidget from then on: it can ask, and never hears.
 * Its messages then go straight to what ipywidgets does with them, and what was missed is asked for.
 */
function hear(model) {
  // The model itself, of which anywidget lends only a few functions, comes with its events.
  const found = (own) => {
    if (!own?._handle_comm_msg || hearing.has(own)) return;
    hearing.add(own);
    own._handle_comm_msg(NOTHING).catch(() => {
      const { _handle_comm_msg: take } = Object.getPrototypeOf(Object.getPrototypeOf(own));
      own.comm?.on_msg((message) => take.call(own, message));
      own.comm?.send({ method: "request_state" }, {});
    });
  };
  model.on("change:imrkit_heard", found);
  model.set?.("imrkit_heard", {});
  model.off("change:imrkit_heard", found);
}

/** What a kernel says of itself when it no longer knows of the widgets that it made. */
const GONE = new Set(["restarting", "autorestarting", "terminating", "dead"]);

/** Said then: in a lesson the cells run again by themselves, elsewhere the reader runs them. */
const STARTED = "Not connected: Python has stopped or started again. If nothing happens in a few seconds, choose Run, then Run All Cells.";

/** Call back once the kernel of a widget has stopped or is started anew; returns how to end that. */
function whenGone(model, gone) {
  const kernel = model.widget_manager?.kernel;
  const status = (_, now) => GONE.has(now) && gone();
  model.on("comm_live_update", gone);
  kernel?.statusChanged?.connect(status);
  return () => {
    model.off("comm_live_update", gone);
    kernel?.statusChanged?.disconnect(status);
  };
}

/** Gray out what asks a kernel that is gone, and say what to do; returns how to stop looking. */
function grayWhenGone(model, root) {
  const said = make("p", { className: "imr-gone", role: "alert", hidden: true });
  root.prepend(said);
  return whenGone(model, () => {
    for (const control of root.querySelectorAll("button, input, select")) control.disabled = true;
    say(said, STARTED);
  });
}
