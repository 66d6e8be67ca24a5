// The plain form: the parts of a question one below the other, each with its input.
//
// A form is a function (box, question, given, changed): it draws into the box what is asked, puts
// `given` in (what was answered before, by the ids of the parts), and calls changed() when the learner
// changes something. It never asks Python. It returns
//   answer()        {part: id | [ids] | text} as it stands; parts without an answer are left out
//   show(feedback)  draw what was said, or nothing for null; returns the parts whose reply it shows
//   lock(locked)    whether anything may be changed

function plainForm(box, question, given, changed) {
  const inputs = new Map(question.parts.map((part) => [part.id, inputOf(part, given[part.id], changed, question)]));
  box.append(...[...inputs.values()].map((input) => input.node));
  return {
    answer: () => answered(inputs),
    show: (feedback) => showReplies(inputs, feedback),
    lock: (locked) => inputs.forEach((input) => input.lock(locked)),
  };
}

/** What the inputs of a form hold; what holds nothing is left out. */
function answered(inputs) {
  const all = [...inputs].map(([part, input]) => [part, input.value()]);
  return Object.fromEntries(all.filter(([, value]) => value.length));
}

/** Mark each input by the reply to it; returns the parts whose reply stands beside them. */
function showReplies(inputs, feedback) {
  const shown = [];
  inputs.forEach((input, part) => {
    const reply = feedback?.replies.find((one) => one.part === part);
    input.show(reply, feedback?.key?.[part], inputs.size > 1);
    if (reply && inputs.size > 1) shown.push(part);
  });
  return shown;
}

/** The input of a part by what it asks for. */
function inputOf(part, given, changed, question) {
  if (part.input === "one" || part.input === "many") return choiceInput(part, given, changed);
  if (part.input === "place") return placeInput(part, given, changed, question);
  return typedInput(part, given, changed);
}

/** Where what was said to a part is put: a line with a mark and a word. */
function replyLine() {
  const node = make("p", { className: "reply", hidden: true });
  const show = (reply) => {
    node.hidden = !reply;
    if (!reply) return;
    node.className = `reply ${reply.right ? "right" : "again"}`;
    node.replaceChildren(make("b", {}, reply.right ? "✓ Right." : "Look again."), reply.says ? ` ${reply.says}` : "");
  };
  return { node, show };
}

/** Options to choose from: one, as radio buttons, or many, as boxes to tick. */
function choiceInput(part, given, changed) {
  const name = `imr-${unique()}`;
  const chosen = new Set([given ?? []].flat());
  const type = part.input === "one" ? "radio" : "checkbox";
  const boxes = new Map();
  const options = make("div", { className: "options" });
  part.options.forEach((option) => {
    const input = make("input", { type, name, checked: chosen.has(option.id), onchange: changed });
    boxes.set(option.id, input);
    options.append(make("label", { className: "option" }, input, make("span", {}, option.says), make("span", { className: "keyed", hidden: true }, "the answer")));
  });
  const reply = replyLine();
  const legend = make("legend", part.says ? {} : { className: "imr-unseen" }, part.says || "Your answer");
  const node = make("fieldset", { className: "part", "data-part": part.id }, legend, options, reply.node);
  const ids = () => [...boxes].filter(([, input]) => input.checked).map(([id]) => id);
  return {
    node,
    value: () => (type === "radio" ? ids()[0] ?? "" : ids()),
    show(said, key, beside) {
      reply.show(beside ? said : null);
      const right = new Set([key ?? []].flat());
      boxes.forEach((input, id) => {
        const option = input.parentElement;
        option.classList.toggle("key", right.has(id));
        option.lastElementChild.hidden = !right.has(id);
      });
      node.classList.toggle("said-right", Boolean(said?.right));
      node.classList.toggle("said-again", said?.right === false);
    },
    lock: (locked) => boxes.forEach((input) => (input.disabled = locked)),
  };
}

/** A field to type into: a number, a date, or a text. */
function typedInput(part, given, changed) {
  const id = `imr-${unique()}`;
  const kinds = { number: { inputMode: "numeric", size: 6 }, date: { placeholder: "01/06/2014", size: 12 }, text: { rows: 6 } };
  const field = make(part.input === "text" ? "textarea" : "input", { id, value: given ?? "", autocomplete: "off", oninput: changed, ...kinds[part.input] });
  const reply = replyLine();
  const node = make("div", { className: `part typed ${part.input}`, "data-part": part.id }, make("label", { htmlFor: id }, part.says || "Your answer"), field, make("span", { className: "unit" }, part.unit), reply.node);
  const key = make("p", { className: "keyed", hidden: true });
  node.append(key);
  return {
    node,
    value: () => field.value,
    show(said, right, beside) {
      reply.show(beside ? said : null);
      say(key, right ? `The answer: ${right}` : "");
      node.classList.toggle("said-right", Boolean(said?.right));
      node.classList.toggle("said-again", said?.right === false);
    },
    lock: (locked) => (field.disabled = locked),
  };
}

/** A place in an order: a number of a list. */
function placeInput(part, given, changed, question) {
  const id = `imr-${unique()}`;
  const places = question.parts.filter((one) => one.input === "place").length;
  const numbers = Array.from({ length: places }, (_, n) => make("option", { value: String(n + 1) }, String(n + 1)));
  const field = make("select", { id, onchange: changed }, make("option", { value: "" }, "–"), ...numbers);
  field.value = given ?? "";
  const reply = replyLine();
  const node = make("div", { className: "part place", "data-part": part.id }, field, make("label", { htmlFor: id }, part.says), reply.node);
  return {
    node,
    value: () => field.value,
    show: (said, right, beside) => reply.show(beside ? said : null),
    lock: (locked) => (field.disabled = locked),
  };
}
