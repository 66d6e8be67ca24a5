/* Asks questions. An answer is sent by its button alone, and Python replies to it. */
function render({ model, el }) {
  const form = unique();
  const root = make("section", { className: "imr-lesson", "aria-label": model.get("title") });
  root.append(make("h3", {}, model.get("title")));
  const tally = make("p", { className: "tally", role: "status" });
  const sets = new Map(model.get("questions").map((question, place) => [question.id, asked(question, `imr-ask-${form}-${place}`)]));
  root.append(...[...sets.values()].map((set) => set.node), tally);
  // JupyterLab would take arrow keys and letters for itself unless the focused element says no.
  root.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
  el.append(root);

  function asked(question, name) {
    const node = make("fieldset", {}, make("legend", {}, question.ask));
    if (question.parts.length) {
      node.append(make("ul", { className: "parts" }, ...question.parts.map((part) => make("li", {}, part))));
    }
    if (question.hint) node.append(make("p", { className: "hint" }, question.hint));
    const inputs = new Map();
    const options = make("div", { className: "options" });
    question.choices.forEach((choice, at) => {
      const id = `${name}-${at}`;
      const input = make("input", { type: "radio", name, id });
      inputs.set(choice.id, input);
      options.append(make("span", { className: "option" }, input, make("label", { htmlFor: id }, choice.label)));
    });
    const reply = make("div", { className: "reply", "aria-live": "polite" });
    let waiting = 0;
    const send = make("button", { type: "button", onclick: () => {
      const chosen = [...inputs].find(([, input]) => input.checked)?.[0];
      if (chosen === undefined) return inputs.values().next().value.focus();
      model.set("answers", { ...model.get("answers"), [question.id]: chosen });
      model.save_changes();
      clearTimeout(waiting);
      waiting = setTimeout(() => tell("other", "No reply from Python.", "Choose Run, then Run All Cells, and answer again."), 4000);
    } }, "Answer");
    node.append(options, send, reply);

    function tell(look, word, because) {
      if (reply.textContent === `${word} ${because}`) return;
      reply.className = `reply ${look}`;
      reply.replaceChildren(make("strong", {}, word), ` ${because}`);
    }
    const show = () => {
      const found = model.get("replies")[question.id];
      if (!found) return;
      clearTimeout(waiting);
      if (![...inputs.values()].some((input) => input.checked)) inputs.get(found.to).checked = true;
      tell(found.look, found.word, found.because);
    };
    return { node, show, stop: () => clearTimeout(waiting) };
  }

  function show() {
    for (const set of sets.values()) set.show();
    tally.textContent = model.get("tally");
  }
  model.on("change:replies change:tally", show);
  show();
  const ended = grayWhenGone(model, root);
  return () => {
    ended();
    model.off("change:replies change:tally", show);
    for (const set of sets.values()) set.stop();
  };
}

export default { render };
