// The plain form: the parts of a question one below the other, each with its input.
//
// A form is a function (box, question, given, changed): it draws into the box what is asked, puts
// `given` in (what was answered before, by the ids of the parts), and calls changed() when the learner
// changes something. It never asks Python. It returns
//   answer()        {part: id | [ids] | text} as it stands; parts without an answer are left out
//   show(feedback)  draw what was said, or nothing for null; returns the parts whose reply it tells
//   lock(locked)    whether anything may be changed
// and, if it needs it, mend(part), which goes to what is to be looked at again and says whether it
// did, and writes: true, if texts may be written after all else is answered.
// An element with data-part="..." is where the focus goes when that part has no answer yet.
// Of the function itself the frame reads: wide (the papers stand above it, not beside), papers (it
// shows them itself).

function plainForm(box, question, given, changed) {
  const inputs = new Map(question.parts.map((part) => [part.id, inputOf(part, given[part.id], changed)]));
  box.append(...[...inputs.values()].map((input) => input.node));
  box.classList.toggle("compact", inputs.size > 2);
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

/** Mark each input by the reply to it; the frame tells the replies, each with the name of its part. */
function showReplies(inputs, feedback) {
  inputs.forEach((input, part) => {
    const reply = feedback?.replies.find((one) => one.part === part);
    // Once the answer is there nothing is left to look at again.
    const sign = inputs.size > 1 && (reply?.right || !feedback?.key) ? reply : null;
    input.show(sign, reply?.right ? undefined : feedback?.key?.[part]);
  });
  return [];
}

/** The input of a part by what it asks for. */
function inputOf(part, given, changed) {
  if (part.input === "one" || part.input === "many") return choiceInput(part, given, changed);
  return typedInput(part, given, changed);
}

/** The name of a part, where a box to tick stands for "open". */
function nameOf(part) {
  return part.says.replace(/ \(or open\)$/, "");
}

/** A small sign beside a part: whether it is right, or to be looked at again. */
function signOf() {
  const node = make("span", { className: "sign", hidden: true });
  const show = (reply) => {
    node.hidden = !reply;
    node.className = `sign ${reply?.right ? "right" : "again"}`;
    node.replaceChildren(...(reply ? signed(reply.right ? "✓ right" : "↻ look again") : []));
  };
  return { node, show };
}

/** A word with a sign before it, which is for the eye alone. */
function signed(text) {
  const [, sign, word] = text.match(/^([✓↻✕])?(.*)$/s);
  return sign ? [make("span", { "aria-hidden": "true" }, sign), word] : [word];
}

/** Options to choose from: one, as radio buttons, or many, as boxes to tick. */
function choiceInput(part, given, changed) {
  const name = `imr-${unique()}`;
  const chosen = new Set([given ?? []].flat());
  const type = part.input === "one" ? "radio" : "checkbox";
  const boxes = new Map();
  const shortest = Math.max(...part.options.map((option) => option.says.length)) <= 44 && part.options.length <= 3;
  const split = part.options.every((option) => HEAD.test(option.says));
  const options = make("div", { className: shortest ? "options abreast" : "options" });
  part.options.forEach((option) => {
    const input = make("input", { type, name, checked: chosen.has(option.id), onchange: changed });
    boxes.set(option.id, input);
    options.append(make("label", { className: "option" }, input, split ? worded(option.says) : make("span", {}, option.says), make("span", { className: "keyed", hidden: true })));
  });
  const sign = signOf();
  const legend = make("legend", part.says ? {} : { className: "imr-unseen" }, `${part.says || "Your answer"} `, sign.node);
  const node = make("fieldset", { className: "part", "data-part": part.id }, legend, options);
  const ids = () => [...boxes].filter(([, input]) => input.checked).map(([id]) => id);
  return {
    node,
    value: () => (type === "radio" ? ids()[0] ?? "" : ids()),
    show(said, key) {
      sign.show(said);
      const right = new Set([key ?? []].flat());
      boxes.forEach((input, id) => {
        const label = input.parentElement;
        const off = right.size > 0 && input.checked && !right.has(id);
        label.classList.toggle("key", right.has(id));
        label.classList.toggle("off", off);
        say(label.lastElementChild, right.has(id) ? "the answer" : off ? "your answer" : "");
      });
    },
    lock: (locked) => boxes.forEach((input) => (input.disabled = locked)),
  };
}

const HEAD = /^([^:]{2,16}): (.+)$/;

/** The text of an option of which the first word stands above the rest: "Upheld: the denial stands". */
function worded(says) {
  const [, head, rest] = says.match(HEAD);
  return make("span", {}, make("b", {}, head, make("span", { className: "colon" }, ":")), " ", make("small", {}, rest[0].toUpperCase() + rest.slice(1)));
}

/** A field to type into: a number, a date, or a text. */
function typedInput(part, given, changed) {
  const id = `imr-${unique()}`;
  const kinds = {
    number: { inputMode: "numeric", size: 6, placeholder: " " }, // so that what is empty can be told by its look
    date: { placeholder: "mm/dd/yyyy", size: 12 },
    text: { rows: 6 },
  };
  const field = make(part.input === "text" ? "textarea" : "input", { id, value: given ?? "", autocomplete: "off", oninput: changed, ...kinds[part.input] });
  if (part.unit) field.setAttribute("aria-describedby", `${id}-unit`);
  const sign = signOf();
  const key = make("span", { className: "keyed", hidden: true });
  const node = make(
    "div",
    { className: `part typed ${part.input}`, "data-part": part.id },
    make("label", { htmlFor: id }, `${part.says || "Your answer"} `, sign.node),
    make("span", {}, field, part.unit ? make("span", { id: `${id}-unit` }, ` ${part.unit}`) : ""),
    key,
  );
  return {
    node,
    field,
    value: () => field.value.trim(),
    show(said, right) {
      sign.show(said);
      say(key, right === undefined ? "" : `The answer: ${dated(String(right))}`);
    },
    lock: (locked) => (field.disabled = locked),
  };
}

/** A date as it is read: 2014-01-06 becomes 01/06/2014; anything else stays. */
function dated(text) {
  return text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, "$2/$3/$1");
}
