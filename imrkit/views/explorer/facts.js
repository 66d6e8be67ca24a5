// The facts: for each its label, its source, and a control of its kind.

/** One fact: its label, where its value comes from, and the control to change it. */
function fact(input, id, change) {
  const labelled = input.type === "list" ? ["label", { htmlFor: id }] : ["span", {}];
  const label = make(labelled[0], { className: "label", id: `${id}-label`, ...labelled[1] });
  const source = make("span", { className: "source", id: `${id}-source` });
  const note = make("p", { className: "note", id: `${id}-note` });
  const control = CONTROLS[input.type](input, id, (value) => change(input.name, value));
  const node = make("div", { className: "fact" }, make("div", { className: "head" }, label, source), control, note);
  node.update = (input) => {
    say(label, input.label);
    label.title = input.question;
    say(source, input.source);
    source.classList.toggle("past", input.changed); // it keeps its room, so that nothing jumps
    say(note, input.note);
    note.classList.toggle("changed", input.changed);
    control.update(input);
  };
  return node;
}

/** Choices beside each other, as one group of radio buttons. */
function row(input, id, change, last = []) {
  const options = [...input.options, ...last];
  const radios = options.map((option) =>
    make("input", { type: "radio", name: id, onchange: () => change(option.value) }),
  );
  const labels = options.map((option, place) =>
    make("label", { className: option.open ? "open" : "" }, radios[place], make("span", {}, option.label)),
  );
  const node = make(
    "div",
    { className: "row", role: "radiogroup", "aria-labelledby": `${id}-label`, "aria-describedby": `${id}-source ${id}-note` },
    ...labels,
  );
  node.update = (input) => {
    const chosen = options.findIndex((option) => option.value === input.value);
    radios.forEach((radio, place) => (radio.checked = place === (chosen < 0 ? options.length - 1 : chosen)));
  };
  return node;
}

/** Many choices, as a list to open. */
function list(input, id, change) {
  const node = make(
    "select",
    {
      id,
      "aria-describedby": `${id}-source ${id}-note`,
      onchange: () => {
        mark();
        change(input.options[node.selectedIndex].value);
      },
    },
    ...input.options.map((option) => make("option", {}, option.label)),
  );
  const mark = () => node.classList.toggle("open", input.options[node.selectedIndex]?.open ?? false);
  node.update = (now) => {
    node.selectedIndex = input.options.findIndex((option) => option.value === now.value);
    mark();
  };
  return node;
}

/** A value to give (number or date), or one of the choices in its place ("not documented"). */
function orNone(input, id, change, field, start) {
  const EXACT = { value: EXACT_VALUE, label: input.exact, open: false };
  let kept = start;
  const choices = row(
    input,
    id,
    (value) => {
      const exact = value === EXACT_VALUE;
      field.hidden = !exact;
      if (exact) field.set(kept);
      change(exact ? kept : value);
    },
    [EXACT],
  );
  const wrong = make("p", { className: "wrong", id: `${id}-wrong`, hidden: true });
  field.changed = (value, valid, text) => {
    say(wrong, valid ? "" : `${text ? `“${text}” does not fit. ` : ""}Expected: ${input.expected}.`);
    if (valid) change((kept = value));
  };
  const node = make("div", {}, choices, field, wrong);
  node.update = (now) => {
    const none = input.options.some((option) => option.value === now.value);
    choices.update(none ? now : { value: EXACT_VALUE });
    field.hidden = none;
    if (none) return say(wrong, "");
    kept = now.value;
    if (field.contains(document.activeElement) && !wrong.hidden) return; // still being typed
    say(wrong, "");
    field.set(kept, now);
  };
  return node;
}
const EXACT_VALUE = Symbol("a value of one's own");

/** A number: a slider for a first look, an entry for the exact figure. */
function number(input, id, change) {
  const { least, most, end, unit, start } = input.slider;
  const described = { "aria-describedby": `${id}-source ${id}-note ${id}-wrong` };
  const slider = make("input", {
    type: "range", min: least, max: end, step: 1, "aria-label": input.label,
    oninput: () => {
      entry.value = slider.value;
      changed();
    },
  });
  const entry = make("input", {
    type: "number", min: least, max: most, step: 1, required: true, ...described,
    "aria-label": unit ? `${input.label}, number of ${unit}` : input.label,
    oninput: () => {
      if (entry.validity.valid) slider.value = entry.value;
      changed();
    },
  });
  const field = make("div", { className: "number" }, slider, entry, make("span", { className: "unit" }, unit));
  const tell = () => {
    slider.setAttribute("aria-valuetext", `${entry.value} ${unit}`.trim());
    entry.setAttribute("aria-invalid", String(!entry.validity.valid));
  };
  const changed = () => {
    tell();
    field.changed(entry.valueAsNumber, entry.validity.valid, entry.value);
  };
  field.set = (value, now) => {
    if (now) slider.max = now.slider.end;
    if (entry.valueAsNumber !== value) entry.value = value;
    slider.value = value;
    tell();
  };
  return orNone(input, id, change, field, start);
}

/** A date. */
function date(input, id, change) {
  const entry = make("input", {
    type: "date", min: "1900-01-01", max: "2099-12-31", required: true,
    "aria-label": input.label, "aria-describedby": `${id}-source ${id}-note ${id}-wrong`,
    onchange: () => {
      entry.setAttribute("aria-invalid", String(!entry.validity.valid));
      field.changed(entry.value, entry.validity.valid, entry.value);
    },
  });
  const field = make("div", { className: "date" }, entry);
  field.set = (value) => {
    if (entry.value !== value) entry.value = value;
  };
  return orNone(input, id, change, field, input.start);
}

const CONTROLS = { row, list, number, date };

/** The facts of one kind. */
function group(of, id, change) {
  const title = make("legend", {}, of.title);
  if (of.note) title.append(" ", make("small", {}, of.note));
  const inputs = make("div");
  const rest = make("div");
  const summary = make("summary");
  const more = make("details", { className: "more" }, summary, rest);
  const node = make("fieldset", {}, title, inputs, more);
  const create = (input) => fact(input, `${id}-${input.name}`, change);
  node.update = (of) => {
    keep(inputs, of.controls, create);
    keep(rest, of.more, create);
    more.hidden = !of.more.length;
    const changed = of.more.filter((input) => input.changed).length;
    say(summary, `${of.more.length} more, seldom needed${changed ? ` (${changed} changed by you)` : ""}`);
  };
  return node;
}
