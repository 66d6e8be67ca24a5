/* What every exercise has around its form: the ask, the papers, how sure, hints, Check, feedback. */

const SURE = [[50, "A guess"], [65, "Leaning"], [80, "Fairly sure"], [90, "Sure"], [97, "Certain"]];
const STILL = 500; // milliseconds without a change until a draft is kept
const PATIENCE = 5000; // milliseconds until Python's silence is told

function render({ model, el }) {
  const question = model.get("question");
  const view = unique();
  let state = model.get("state");
  let turn = 0;
  let drafting = 0;
  let waiting = 0;
  let checking = false;
  const opened = Date.now();

  const id = `imr-${view}`;
  const heading = make("h3", { id, tabIndex: -1 }, question.ask);
  const problem = make("p", { className: "problem", role: "alert", hidden: true });
  const box = make("div", { className: "form" });
  const sure = sureOf();
  const check = make("button", { type: "button", className: "main", onclick: ask }, "Check");
  const left = make("span", { className: "left" });
  const refused = make("p", { className: "refused", role: "alert", hidden: true });
  const feedback = make("div", { className: "feedback", role: "status" });
  const hints = hintsOf();
  const next = make("div", { className: "next" });
  const body = make("div", { className: "body" }, box, sure.node, refused, make("div", { className: "ask" }, check, hints.button, left), hints.node, feedback, next);
  const draw = forms[question.kind] ?? plainForm;
  const papers = draw.papers || !question.papers.length ? [] : [papersOf()];
  const root = make(
    "section",
    { className: "imr imr-exercise", "aria-labelledby": id, "data-exercise": question.exercise },
    heading,
    make("p", { className: "imr-meta" }, question.request),
    problem,
    make("div", { className: papers.length ? "beside" : "" }, body, ...papers),
  );
  // JupyterLab would take keys for itself unless the focused element says no.
  root.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
  el.append(root);
  let form = drawn(state.answer);
  show();

  function drawn(given) {
    box.replaceChildren();
    return draw(box, question, given, changed);
  }

  function changed() {
    say(refused, "");
    clearTimeout(drafting);
    drafting = setTimeout(keepDraft, STILL);
  }

  /** Send something to Python; what it answers to this view is not drawn over what is typed since. */
  function send(content) {
    clearTimeout(drafting);
    drafting = 0;
    turn += 1;
    const seconds = (Date.now() - opened) / 1000;
    model.send({ ...content, confidence: sure.value(), seconds, view, turn });
  }

  function keepDraft() {
    if (!state.done || form.writes) send({ draft: form.answer() });
  }

  function ask() {
    const answer = form.answer();
    const missing = question.parts.find((part) => !part.optional && !["many", "text"].includes(part.input) && !answer[part.id]);
    if (missing) {
      say(refused, missing.says ? `One thing has no answer yet: “${missing.says}”` : "Choose an answer first.");
      box.querySelector(`[data-part="${missing.id}"]`)?.querySelector("input, select, textarea")?.focus();
      return;
    }
    if (state.feedback && same(state.feedback.answer, answer)) {
      say(refused, "This is the answer that you checked before. Change something first, or take a hint.");
      return;
    }
    checking = true;
    send({ check: answer });
    clearTimeout(waiting);
    waiting = setTimeout(() => say(refused, "No reply from Python. Choose Run, then Run All Cells, and check again."), PATIENCE);
  }

  function sureOf() {
    const name = `imr-${unique()}`;
    const inputs = new Map(SURE.map(([percent, word]) => [percent, make("input", { type: "radio", name, onchange: changed, title: `${percent}%` })]));
    const labels = SURE.map(([percent, word]) => make("label", {}, inputs.get(percent), make("span", {}, word)));
    const node = make("fieldset", { className: "sure" }, make("legend", {}, "How sure are you? ", make("span", {}, "Optional; your first answer counts.")), make("div", { className: "scale" }, ...labels));
    return {
      node,
      value: () => [...inputs].find(([, input]) => input.checked)?.[0] ?? null,
      put(percent) {
        inputs.forEach((input, one) => (input.checked = one === percent));
      },
      lock: (locked) => inputs.forEach((input) => (input.disabled = locked)),
    };
  }

  function hintsOf() {
    const node = make("ol", { className: "hints", "aria-live": "polite" });
    const button = make("button", { type: "button", onclick: () => send({ hint: state.hints.length + 1 }) });
    return {
      node,
      button,
      show() {
        while (node.children.length > state.hints.length) node.lastElementChild.remove();
        state.hints.slice(node.children.length).forEach((text) => node.append(make("li", {}, text)));
        node.hidden = !state.hints.length;
        button.hidden = state.done || state.hints.length >= question.hints;
        button.textContent = state.hints.length ? `Hint ${state.hints.length + 1} of ${question.hints}` : "Take a hint";
      },
    };
  }

  function papersOf() {
    const parts = question.papers.map((paper) =>
      make("details", {}, make("summary", {}, paperTitle(paper.title)), make("ol", {}, ...paper.lines.map((line) => make("li", {}, line)))),
    );
    return make("aside", { className: "papers", "aria-label": "The file" }, make("h4", {}, "The file"), ...parts);
  }

  function show() {
    say(problem, state.problem);
    if (state.refused) say(refused, state.refused);
    sure.put(state.confidence);
    sure.lock(state.attempt > 0);
    sure.node.hidden = state.attempt > 0 && state.confidence === null;
    form.lock(state.done);
    check.hidden = state.done;
    const more = state.tries - state.attempt;
    left.textContent = state.done || !state.attempt ? "" : `${more} ${more === 1 ? "try" : "tries"} left`;
    hints.show();
    tell(form.show(state.feedback) ?? []);
  }

  function tell(shown) {
    const said = state.feedback;
    const key = JSON.stringify(said);
    if (feedback.told === key) return;
    feedback.told = key;
    feedback.replaceChildren();
    if (!said) return;
    const beside = said.replies.filter((reply) => shown.includes(reply.part));
    const right = beside.filter((reply) => reply.right).length;
    const word = said.right ? "Right." : said.credit > 0 ? "Partly right." : "Not yet.";
    feedback.className = `feedback ${said.right ? "right" : said.credit > 0 ? "partly" : "again"}`;
    feedback.append(make("p", { className: "word" }, word));
    const texts = said.replies.filter((reply) => reply.says && !shown.includes(reply.part)).map((reply) => reply.says);
    if (shown.length > 1 && !said.right) texts.unshift(`${right} of ${beside.length} are right.`);
    if (said.because) texts.push(said.because);
    feedback.append(...texts.map((text) => make("p", {}, text)));
  }

  function heard() {
    state = model.get("state");
    clearTimeout(waiting);
    const mine = state.view === view;
    // What is typed here since is not undone by an answer to what was typed before.
    if (!mine && !drafting && !same(form.answer(), state.answer)) form = drawn(state.answer);
    show();
    if (mine && checking && state.turn === turn && !state.refused) {
      checking = false;
      toNext();
    }
  }

  /** After Check the focus goes to what follows. */
  function toNext() {
    feedback.tabIndex = -1;
    feedback.focus();
  }

  model.on("change:state", heard);
  root.addEventListener("focusout", () => drafting && keepDraft());
  const ended = grayWhenGone(model, root);
  return () => {
    ended();
    if (drafting) keepDraft();
    model.off("change:state", heard);
    clearTimeout(waiting);
  };
}

/** Whether two answers say the same. */
function same(one, other) {
  const plain = (answer) => JSON.stringify(Object.entries(answer).filter(([, value]) => value.length).sort());
  return plain(one) === plain(other);
}

export default { render };
