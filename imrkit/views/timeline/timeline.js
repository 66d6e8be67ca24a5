// The timeline with dates that can be moved: the script draws controls and asks, Python answers.

function render({ model, el }) {
  const root = make("section", { className: "imr", "aria-label": "Timeline" });
  const about = make("div");
  const moves = make("fieldset", { className: "imr-moves" }, make("legend", { textContent: "What if a date were another?" }));
  const problem = make("p", { className: "imr-problem", role: "alert", hidden: true });
  const rows = make("div");
  const reset = make("button", { type: "button", textContent: "Back to the dates of the file", onclick: () => ask({}) });
  const said = make("p", { className: "imr-unseen", "aria-live": "polite" });
  const results = make("div");
  moves.append(make("p", { className: "imr-cite", textContent: "Type a date, or move it by a day with the buttons. A date that the file does not give can be tried too." }), rows, problem, reset);
  root.append(about, moves, said, results);
  keysStay(root);
  el.append(root);

  // What was asked for last, which may be ahead of what Python has answered.
  let turn = model.get("view").turn;
  let wanted = model.get("view").moves;

  function ask(changed) {
    turn += 1;
    wanted = changed;
    model.send({ moves: changed, turn });
  }

  function move(name, date) {
    const changed = { ...wanted };
    if (date) changed[name] = date;
    else delete changed[name];
    ask(changed);
  }

  function shifted(date, days) {
    const day = new Date(`${date}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + days);
    return day.toISOString().slice(0, 10);
  }

  function control(event) {
    const id = unique();
    const label = make("label", { htmlFor: id, textContent: event.label });
    const input = make("input", { type: "date", id, onchange: () => move(event.name, input.value) });
    const step = (days, word) => make("button", {
      type: "button", textContent: days < 0 ? "−1 day" : "+1 day", "aria-label": `${event.label}: one day ${word}`,
      onclick: () => move(event.name, shifted(input.value || node.hint, days)),
    });
    const [less, more] = [step(-1, "earlier"), step(1, "later")];
    const whence = make("span", { className: "imr-whence" });
    const node = make("div", { className: "imr-move" }, label, input, less, more, whence);
    node.update = (now) => {
      node.hint = now.hint;
      if (document.activeElement !== input || now.day) input.value = now.day;
      less.disabled = more.disabled = !now.hint && !now.day;
      node.classList.toggle("imr-moved", now.moved);
      say(whence, now.whence);
    };
    return node;
  }

  function update() {
    const view = model.get("view");
    if (view.turn < turn) return;
    [turn, wanted] = [view.turn, view.moves];
    fill(about, view.about);
    keep(rows, view.events, control);
    say(problem, view.problem);
    reset.disabled = !Object.keys(view.moves).length;
    if (said.textContent !== view.said) said.textContent = view.said; // never hidden, or it would not be read out
    fill(results, view.results);
  }

  hear(model);
  model.on("change:view", update);
  update();
  const ended = grayWhenGone(model, root);
  return () => {
    ended();
    model.off("change:view", update);
  };
}

export default { render };
