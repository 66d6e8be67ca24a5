/* Asks questions; the answer comes at once, with its reason. No network, no library. */
function render({ model, el }) {
  const form = unique();
  const questions = model.get("questions");
  const root = make("section", { className: "imr-lesson", "aria-label": model.get("title") });
  root.append(make("h3", {}, model.get("title")));
  const tally = make("p", { className: "tally", role: "status" });

  questions.forEach((question, place) => {
    const set = make("fieldset", {});
    set.append(make("legend", {}, question.ask));
    if (question.parts.length) {
      set.append(make("ul", { className: "parts" }, ...question.parts.map((part) => make("li", {}, part))));
    }
    if (question.hint) set.append(make("p", { className: "hint" }, question.hint));
    const options = make("div", { className: "options" });
    question.choices.forEach((choice, at) => {
      const id = `imr-ask-${form}-${place}-${at}`;
      const input = make("input", { type: "radio", name: `imr-ask-${form}-${place}`, id });
      input.addEventListener("change", () => {
        model.set("answers", { ...model.get("answers"), [place]: at });
        model.save_changes();
      });
      options.append(make("span", { className: "option" }, input, make("label", { htmlFor: id }, choice)));
    });
    const reply = make("div", { className: "reply", "aria-live": "polite" });
    set.append(options, reply);
    root.append(set);
  });
  root.append(tally);
  // JupyterLab would take arrow keys and letters for itself unless the focused element says no.
  root.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
  el.append(root);

  function show() {
    const answers = model.get("answers");
    let right = 0;
    root.querySelectorAll("fieldset").forEach((set, place) => {
      const question = questions[place];
      const chosen = answers[place];
      const inputs = set.querySelectorAll("input");
      const reply = set.querySelector(".reply");
      if (chosen === undefined) return;
      inputs[chosen].checked = true;
      const good = chosen === question.right;
      right += good ? 1 : 0;
      const word = good ? "✓ Yes." : `✕ Not quite. The answer: ${question.choices[question.right]}.`;
      const text = `${word} ${question.because}`;
      if (reply.textContent !== text) {
        reply.className = `reply ${good ? "good" : "other"}`;
        reply.replaceChildren(make("strong", {}, word), ` ${question.because}`);
      }
    });
    const count = Object.keys(answers).length;
    tally.textContent = count ? `${right} right of ${count} answered; ${questions.length} in all.` : "";
  }
  model.on("change:answers", show);
  show();
  return () => model.off("change:answers", show);
}

export default { render };
