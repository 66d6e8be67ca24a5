/* What every exercise has around its form: the ask, the papers, how sure, hints, Check, feedback. */

const STILL = 500; // milliseconds without a change until a draft is kept
const PATIENCE = 5000; // milliseconds until Python's silence is told
const LOST = `${STARTED} What you entered is kept.`;
const SILENT = "No reply from Python yet. If none comes, choose Run, then Run All Cells, and check again.";

function render({ model, el }) {
  const question = model.get("question");
  const view = unique();
  const unsaved = unsavedOf(question);
  const opened = Date.now();
  const timers = { draft: 0, patience: 0 };
  let state = model.get("state");
  let turn = 0;
  let checking = 0;
  let replies = 0; // so many are shown beside what they are about
  let gone = false;

  const id = `imr-${view}`;
  const lost = make("p", { className: "imr-gone", role: "alert", hidden: true });
  const problem = make("p", { className: "problem", role: "alert", hidden: true });
  const refused = make("p", { className: "refused", role: "alert", hidden: true });
  const saved = make("span", { className: "saved" });
  const left = make("span", { className: "left", id: `${id}-left` });
  const box = make("div", { className: "form" });
  const sure = sureScale(changed);
  const hints = hintList(takeHint);
  const feedback = feedbackBox(question);
  const check = make("button", { type: "button", className: "main", onclick: ask, "aria-describedby": `${id}-left` }, state.sealed ? "Seal my answer" : "Check");
  const again = make("button", { type: "button", onclick: mend }, "Try again");
  const helped = make("button", { type: "button", onclick: () => takeHint() || mend() }, "Try again with a hint");
  const next = make("button", { type: "button", className: "main", onclick: () => goOn(root) || say(left, "This was the last step here.") }, "Continue");

  const drawForm = forms[question.kind] ?? plainForm;
  const shows = drawForm.papers || !question.papers.length;
  const papers = shows ? [] : [papersOf(question.papers, !drawForm.wide)];
  const layout = shows ? "" : drawForm.wide ? "above" : "beside";
  const row = make("div", { className: "ask" }, check, hints.button, left);
  const root = make(
    "section",
    { className: `imr imr-exercise ${question.kind}`, "aria-labelledby": id, "data-exercise": question.exercise },
    lost,
    make("h3", { id, tabIndex: -1 }, question.ask),
    make("p", { className: "imr-meta" }, question.request, saved),
    problem,
    make("div", { className: layout }, make("div", { className: "body" }, box, sure.node, refused, row, hints.node, feedback.node), ...papers),
  );
  keysStay(root);
  root.addEventListener("focusout", () => timers.draft && keepDraft());
  el.append(root);

  const before = unsaved.get();
  const later = before && before.attempt === state.attempt && !state.done && !same(before.answer, state.answer);
  let form = formOf(later ? before.answer : state.answer);
  sure.put(state.confidence);
  show();
  if (later) keepDraft();

  function formOf(given) {
    box.replaceChildren();
    return drawForm(box, question, given, changed);
  }

  function changed() {
    say(refused, "");
    saved.textContent = "";
    unsaved.put({ answer: form.answer(), attempt: state.attempt });
    clearTimeout(timers.draft);
    timers.draft = setTimeout(keepDraft, STILL);
    // What goes is gone at once: later it would move what is pressed next from under the pointer.
    if (!state.done && stillSo(state.feedback)?.replies.length < replies) show();
  }

  /** Send something to Python, with all that is entered. */
  function send(content) {
    clearTimeout(timers.draft);
    timers.draft = 0;
    if (gone) return;
    turn += 1;
    model.send({ ...content, confidence: sure.value(), seconds: (Date.now() - opened) / 1000, view, turn });
  }

  function keepDraft() {
    if (state.done && !form.writes) timers.draft = 0;
    else send({ draft: form.answer() });
  }

  function takeHint() {
    if (timers.draft) keepDraft();
    send({ hint: state.hints.length + 1 });
  }

  function ask() {
    const answer = form.answer();
    const missing = question.parts.find((part) => !part.optional && !["many", "text"].includes(part.input) && !answer[part.id]);
    const fault = form.fault?.();
    if (missing) refuse(missing.says ? `No answer yet: “${missing.says}”` : "Choose an answer first.", missing.id);
    else if (fault) refuse(fault.says, fault.part);
    else if (state.feedback && same(state.feedback.answer, answer)) refuse(`This is the answer that you checked before. Change something first${state.hints.length < question.hints ? ", or take a hint" : ""}.`);
    else {
      send(state.sealed ? { seal: answer } : { check: answer });
      checking = turn;
      clearTimeout(timers.patience);
      timers.patience = setTimeout(() => say(refused, SILENT), PATIENCE);
    }
  }

  function refuse(text, part) {
    say(refused, text);
    if (part) focusOn(part);
  }

  function focusOn(part) {
    const place = (part && box.querySelector(`[data-part="${part}"]`)) || box;
    const controls = [...place.querySelectorAll("input, select, textarea, button")].filter((one) => !one.disabled);
    const [first] = controls; // of radio buttons the one that is chosen is their stop
    (controls.find((one) => one.checked && one.type === "radio" && one.name === first.name) ?? first)?.focus();
  }

  /** Go to what is to be looked at again; a form may know a better place than the part's input. */
  function mend() {
    if (!form.mend?.(toMend())) focusOn(toMend());
  }

  /** The first part to look at again. */
  function toMend() {
    return state.feedback?.replies.find((reply) => !reply.right)?.part;
  }

  function show() {
    say(problem, [state.notice, state.problem].filter(Boolean).join(" "));
    sure.lock(state.attempt > 0 || state.done);
    sure.node.hidden = (state.attempt > 0 || state.done) && state.confidence === null;
    form.lock(state.done);
    row.hidden = state.done;
    hints.show(state.hints, question.hints, state.done || state.sealed);
    left.textContent = state.done || state.sealed ? "" : triesLeft();
    const more = state.hints.length < question.hints;
    const half = state.feedback?.half_way;
    again.textContent = half ? "Go to the next step" : "Try again";
    const buttons = state.done ? [next] : state.feedback ? (more && !half ? [helped, again] : [again]) : [];
    const still = stillSo(state.feedback);
    replies = still?.replies.length ?? 0;
    feedback.show(state, form.show(still) ?? [], buttons, still?.replies.some((reply) => !reply.right));
    feedback.fold(Boolean(form.folds && state.feedback?.replies.some((reply) => reply.says && !still.replies.includes(reply))));
  }

  /** What was said, without what was said to parts that are answered otherwise since. */
  function stillSo(feedback) {
    if (!feedback || state.done) return feedback;
    const [now, then] = [form.answer(), feedback.answer];
    const replies = feedback.replies.filter(({ part }) => String(now[part] ?? "") === String(then[part] ?? ""));
    return { ...feedback, replies, stale: !same(now, then) };
  }

  function triesLeft() {
    const more = state.tries - state.attempt;
    return `${more} ${more === 1 ? "try" : "tries"}${state.attempt ? " left" : ""}`;
  }

  function heard() {
    state = model.get("state");
    const mine = state.view === view;
    // What is typed here since is not undone by an answer to what was typed before.
    if (!mine && !timers.draft) {
      if (!same(form.answer(), state.answer)) form = formOf(state.answer);
      sure.put(state.confidence);
    }
    if (mine && state.turn === turn && !timers.draft) {
      unsaved.clear();
      saved.textContent = state.problem ? "" : "Saved";
    }
    show();
    if (!state.view) {
      // Another notebook has answered this meanwhile.
      settled();
      unsaved.clear();
      say(refused, state.refused);
    }
    if (mine && checking && state.turn >= checking) {
      settled();
      say(refused, state.refused);
      // After Check the focus goes to what follows.
      if (!state.refused) feedback.focus();
    }
  }

  /** The reply is here. */
  function settled() {
    checking = 0;
    clearTimeout(timers.patience);
  }

  hear(model);
  model.on("change:state", heard);
  const ended = whenGone(model, () => {
    gone = true;
    clearTimeout(timers.patience);
    for (const control of root.querySelectorAll(".body :is(button, input, select, textarea)")) control.disabled = true;
    root.classList.add("gone");
    say(lost, LOST);
  });
  return () => {
    ended();
    if (timers.draft) keepDraft();
    clearTimeout(timers.patience);
    model.off("change:state", heard);
  };
}

/** Whether two answers say the same. */
function same(one, other) {
  const plain = (answer) => JSON.stringify(Object.entries(answer ?? {}).filter(([, value]) => value.length).sort());
  return plain(one) === plain(other);
}

export default { render };
