// What stands around the form of an exercise: how sure, hints, the papers, what was said, what is next.

const SURE = [[50, "A guess"], [65, "Leaning"], [80, "Fairly sure"], [90, "Sure"], [97, "Certain"]];

/** How sure the learner is: five words, none of which need be chosen. */
function sureScale(changed) {
  const name = `imr-${unique()}`;
  const inputs = new Map(SURE.map(([percent]) => [percent, make("input", { type: "radio", name, onchange: changed })]));
  const labels = SURE.map(([percent, word]) => make("label", {}, inputs.get(percent), make("span", {}, word, make("small", {}, ` ${percent}%`))));
  const note = make("span", {}, "If you like. Your first answer counts.");
  const node = make("fieldset", { className: "sure" }, make("legend", {}, "How sure are you? ", note), make("div", { className: "scale" }, ...labels));
  return {
    node,
    value: () => [...inputs].find(([, input]) => input.checked)?.[0] ?? null,
    put: (percent) => inputs.forEach((input, one) => (input.checked = one === percent)),
    lock(locked) {
      inputs.forEach((input) => (input.disabled = locked));
      note.hidden = locked;
    },
  };
}

/** The hints taken, and a button for the next. */
function hintList(take) {
  const list = make("ol", { "aria-live": "polite" });
  const head = make("h4", {}, "Hints");
  const node = make("div", { className: "hints" }, list);
  const button = make("button", { type: "button", onclick: take });
  return {
    node,
    button,
    show(taken, of, over) {
      while (list.children.length > taken.length) list.lastElementChild.remove();
      list.append(...taken.slice(list.children.length).map((text) => make("li", {}, text)));
      if (!taken.length) head.remove();
      else if (!head.parentElement) node.prepend(head);
      button.hidden = over || taken.length >= of;
      button.textContent = taken.length ? `Take hint ${taken.length + 1} of ${of}` : "Take a hint";
    },
  };
}

/** The file to read: each document unfolds. Where there is little room it is folded as a whole. */
function papersOf(papers, beside) {
  const lines = papers.reduce((sum, paper) => sum + paper.lines.length, 0);
  const parts = papers.map((paper) =>
    make("details", { open: lines <= 8 }, make("summary", {}, make("span", {}, paper.title)), make("ol", {}, ...paper.lines.map((line) => make("li", {}, line)))),
  );
  const every = make("button", { type: "button", className: "link", onclick: () => {
    const open = parts.some((part) => !part.open);
    for (const part of parts) part.open = open;
  } }, "Unfold or fold all");
  const count = papers.length === 1 ? "1 document" : `${papers.length} documents`;
  const file = make("details", { className: "file" }, make("summary", {}, "The file ", make("small", {}, count)), papers.length > 1 ? every : "", make("div", { className: "documents" }, ...parts));
  const node = make("div", { className: "papers" }, file);
  new ResizeObserver((_, observer) => {
    if (!node.clientWidth) return;
    file.open = beside && node.parentElement.clientWidth > 800;
    observer.disconnect();
  }).observe(node);
  return node;
}

/** What was said to the answer that was checked. The button that has the focus then is described by
 * it, so that it is read out whole; told as a change beside that, it would be read twice. */
function feedbackBox(question) {
  const id = `imr-${unique()}`;
  const said = make("div", { className: "said", id });
  const actions = make("div", { className: "actions" });
  const node = make("div", { className: "feedback", role: "group", "aria-label": "Reply", hidden: true }, said, actions);
  const names = new Map(question.parts.map((part) => [part.id, nameOf(part)]));
  const asked = question.parts.filter((part) => !part.optional);
  const aside = new Set(asked.length ? question.parts.filter((part) => part.optional).map((part) => part.id) : []);
  let told = "";
  /** What is marked only later: rows, or boxes to tick; "" for nothing. */
  const waiting = ({ replies, stale }) => {
    const none = (part) => !stale && !replies.some((reply) => reply.part === part);
    if (asked.some((part) => none(part.id))) return "rows";
    return [...aside].some(none) ? "boxes" : "";
  };
  return {
    node,
    /** `stands` tells whether a mark still says to look again. */
    show(state, beside, buttons, stands) {
      const feedback = state.feedback;
      const now = JSON.stringify([feedback, state.done, state.kept]);
      for (const button of buttons) button.setAttribute("aria-describedby", id);
      // What is put anew would be read anew.
      if (buttons.length !== actions.children.length || buttons.some((button, at) => button !== actions.children[at])) actions.replaceChildren(...buttons);
      if (told !== now) this.tell(state, beside);
      told = now;
      const marked = said.querySelector(".marked");
      if (marked) marked.hidden = !stands;
    },
    tell(state, beside) {
      const { feedback } = state;
      node.hidden = !feedback && !state.kept;
      if (node.hidden) return said.replaceChildren();
      const [mark, word, look] = state.kept ? ["✓", "Kept.", "kept"] : verdictOn(feedback, state.done);
      node.className = `feedback ${look}`;
      said.replaceChildren(
        make("p", { className: "word" }, make("span", { className: "imr-mark", "aria-hidden": "true" }, mark), ` ${word}`),
        ...(state.kept ? [make("p", {}, "Your answer is sealed. A later step opens it.")] : linesOf(feedback, state.done, beside, names, aside, state.confidence, waiting(feedback))),
      );
    },
    /** Hide what was said of another answer than the one that is marked now. */
    fold(folded) {
      said.hidden = folded;
    },
    focus() {
      (actions.querySelector("button") ?? Object.assign(node, { tabIndex: -1 })).focus();
      node.scrollIntoView({ block: "nearest" });
    },
  };
}

/** A mark, a word and a look for what was found: partly right is what earns something and not all. */
function verdictOn(feedback, over) {
  if (feedback.right) return ["✓", "Right.", "right"];
  if (feedback.half_way) return ["◐", "Right so far. One step more.", "partly"];
  if (over) return ["i", "Here is the answer.", "over"];
  return feedback.partly ? ["◐", "Partly right.", "partly"] : ["↻", "Not yet.", "again"];
}

const MARKED = {
  "": "What to look at again is marked.",
  rows: "One row to look at again is marked; others may need it, too.",
  boxes: "The rows to look at again are marked. Whether the boxes beside them are right is told once every row is.",
};
const MOST_TOLD = 2; // replies at once: the others come with the next try

/** What is said, a paragraph each; `beside` are the parts whose reply stands beside them, `aside`
 * those that need no answer, `later` what is marked only later. */
function linesOf(feedback, over, beside, names, aside, sure, later) {
  const { replies } = feedback;
  // What is said of the whole is no part of it; nor is a box to tick beside a row.
  const counted = replies.filter((reply) => reply.part && (!beside.length || !aside.has(reply.part)));
  const right = counted.filter((reply) => reply.right).length;
  const lines = [];
  if (!feedback.right && right < counted.length && counted.length > (beside.length ? 0 : 2)) {
    // What earns nothing is "not yet", so no share of it is told to be right.
    const share = counted.length > 1 && (over || feedback.partly) ? `${right} of ${counted.length} ${over ? (right === 1 ? "was" : "were") : right === 1 ? "is" : "are"} right.` : "";
    const where = beside.length && !over ? make(share ? "span" : "p", { className: "marked" }, MARKED[later]) : "";
    if (share) lines.push(make("p", {}, `${share} `, where));
    else if (where) lines.push(where);
  }
  const every = replies.filter((reply) => reply.says && !beside.includes(reply.part));
  const told = every.filter((reply, place) => every.findIndex((one) => one.says === reply.says) === place);
  const lost = over && !feedback.right; // the answer comes first then, and what is said of one's own after it
  if (lost && feedback.because) lines.push(make("p", {}, feedback.because));
  for (const reply of told.slice(0, MOST_TOLD)) {
    const name = every.length === told.length && replies.length > 1 ? (names.get(reply.part) ?? "").replace(/[.?:]$/, "") : "";
    const head = lost && !reply.right ? `Of your answer${name && `, “${name}”`}: ` : name && `${name}: `;
    lines.push(make("p", {}, ...(head ? [make("b", {}, head)] : []), reply.says));
  }
  if (!lost && feedback.because) lines.push(make("p", {}, feedback.because));
  if (feedback.past) lines.push(pastOf(feedback.past, sure));
  if (!lines.length && replies.some((reply) => !reply.right && aside.has(reply.part))) lines.push(make("p", {}, "How each criterion stands is right. One box “Enough by itself” to look at again is marked; others may need it, too."));
  if (!lines.length) lines.push(make("p", {}, "Compare your answer with the file once more."));
  return lines;
}

/** How often first answers were right that were as sure as this one: a dot for each. */
function pastOf({ of, right }, sure) {
  const word = SURE.find(([percent]) => percent === sure)[1].toLowerCase();
  const dots = make("span", { "aria-hidden": "true" }, "●".repeat(right) + "○".repeat(of - right));
  return make("p", { className: "past" }, dots, `When you said “${word}”, ${right} of your last ${of} first answers were right.`);
}

/** Go to what follows an exercise; a page around it may hear "imr-continue" and go elsewhere. */
function goOn(root) {
  const event = new CustomEvent("imr-continue", { bubbles: true, cancelable: true });
  if (!root.dispatchEvent(event)) return true;
  const after = (node) => node.offsetHeight && root.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
  const cell = root.closest(".jp-Cell");
  let next = [...(cell ?? document).querySelectorAll(".imr")].find((view) => after(view) && !root.contains(view));
  for (let other = cell?.nextElementSibling; other && !next; other = other.nextElementSibling) if (other.offsetHeight) next = other;
  if (!next) return false;
  const target = next.querySelector("h1, h2, h3") ?? next;
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  keepsKeys(target); // no letter typed there changes a cell
  next.scrollIntoView({ block: "start" });
  target.focus({ preventScroll: true });
  return true;
}

/** What was entered and not kept yet: it outlives a kernel that stops in the middle, and a reload. */
function unsavedOf(question) {
  const name = `imrkit:${question.exercise}:${question.seed}`;
  const attempt = (work) => {
    try {
      return work();
    } catch {
      return null; // a browser may forbid it
    }
  };
  return {
    put: (content) => attempt(() => sessionStorage.setItem(name, JSON.stringify(content))),
    clear: () => attempt(() => sessionStorage.removeItem(name)),
    get: () => attempt(() => JSON.parse(sessionStorage.getItem(name))),
  };
}
