// The facts: for each its label, its source, and a control of its kind.

/** One fact: its label, where its value comes from, and the control to change it. */
function fact(input, id, change) {
  const labelled = input.type === "list" ? ["label", { htmlFor: id }] : ["span", {}];
  const label = make(labelled[0], { className: "label", id: `${id}-label`, ...labelled[1] });
  const could = make("span", { className: "could", id: `${id}-could` });
  const note = make("p", { className: "note", id: `${id}-note` });
  const control = CONTROLS[input.type](input, id, (value, also) => change(input.name, value, also));
  const node = make("div", { className: "fact" }, make("div", { className: "head" }, label, could), control, note);
  let last = "";
  // What was touched is set anew even to the same: it may have been refused.
  for (const touched of ["input", "change"]) node.addEventListener(touched, () => (last = ""));
  node.update = (input) => {
    const now = JSON.stringify(input);
    if (now === last) return; // of many facts few change
    last = now;
    say(label, input.label);
    label.title = input.question;
    say(could, input.could ? "could turn it" : ""); // what is hidden would still describe the control
    say(note, input.changed ? input.note : [input.source && input.source[0].toUpperCase() + input.source.slice(1), input.note].filter(Boolean).join(". "));
    note.classList.toggle("changed", input.changed);
    control.update(input);
  };
  return node;
}

const described = (id) => ({ "aria-describedby": `${id}-could ${id}-note` });
const look = (state) => `is-${state.replaceAll(" ", "-")}`;

/** Choices beside each other, as one group of radio buttons. */
function row(input, id, change, last = []) {
  const options = [...input.options, ...last];
  const radios = options.map((option) => make("input", { type: "radio", name: id, onchange: () => change(option.value) }));
  const labels = options.map((option, place) =>
    make("label", { className: look(option.state) }, radios[place], make("span", {}, option.label)),
  );
  const node = make("div", { className: "row", role: "radiogroup", "aria-labelledby": `${id}-label`, ...described(id) }, ...labels);
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
    { id, ...described(id), onchange: () => (mark(), change(input.options[node.selectedIndex].value)) },
    ...input.options.map((option) => make("option", {}, option.label)),
  );
  const mark = () => (node.className = look(input.options[node.selectedIndex]?.state ?? "documented"));
  node.update = (now) => {
    node.selectedIndex = input.options.findIndex((option) => option.value === now.value);
    mark();
  };
  return node;
}

/** A value to give (number or date), or one of the choices in its place ("not documented"). */
function orNone(input, id, change, field) {
  const EXACT = { value: EXACT_VALUE, label: input.exact, state: "documented" };
  let kept = input.start;
  let changed = false;
  let before = { kept, changed }; // what counted when the learner began to type
  const take = (value) => {
    const exact = value === EXACT_VALUE;
    field.hidden = !exact;
    if (exact) field.set(kept);
    change(exact ? kept : value);
  };
  const choices = row(input, id, take, [EXACT]);
  const wrong = make("p", { className: "wrong", id: `${id}-wrong`, hidden: true });
  field.changed = (value, valid, text) => {
    say(wrong, valid ? "" : `${text ? `“${text}” does not fit. ` : ""}Expected: ${input.expected}.${input.type === "number" ? ` Until then, ${before.kept} counts.` : ""}`);
    if (valid) change((kept = value));
    else if (kept !== before.kept) {
      kept = before.kept; // the 20 of a 200 was not meant
      change(before.changed ? kept : null);
    }
  };
  const node = make("div", {}, choices, field, wrong);
  node.addEventListener("focusin", () => {
    if (wrong.hidden) before = { kept, changed };
  });
  node.update = (now) => {
    const none = input.options.some((option) => option.value === now.value);
    changed = now.changed;
    choices.update(none ? now : { value: EXACT_VALUE });
    field.hidden = none;
    if (none) return say(wrong, "");
    if (!wrong.hidden && (field.contains(document.activeElement) || now.value === kept)) return; // what was typed stays, with what is said of it
    kept = now.value;
    say(wrong, "");
    field.set(kept, now);
  };
  return node;
}
const EXACT_VALUE = Symbol("a value of one's own");

/** A number: a slider for a first look, an entry for the exact figure. */
function number(input, id, change) {
  const { least, most, end, unit } = input.slider;
  const slider = make("input", {
    type: "range", min: least, max: end, step: 1, "aria-label": input.label, ...described(id),
    oninput: () => {
      entry.value = slider.value;
      changed();
    },
  });
  const entry = make("input", {
    type: "number", min: least, max: most, step: 1, required: true,
    "aria-describedby": `${id}-could ${id}-note ${id}-wrong`,
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
  return orNone(input, id, change, field);
}

/** A date; of the decision also by the editions that were in force. */
function date(input, id, change) {
  const entry = make("input", {
    type: "date", min: "1900-01-01", max: "2099-12-31", required: true,
    "aria-label": input.label, "aria-describedby": `${id}-could ${id}-note ${id}-wrong`,
    onchange: () => {
      entry.setAttribute("aria-invalid", String(!entry.validity.valid));
      field.changed(entry.value, entry.validity.valid, entry.value);
    },
  });
  const moved = (value, also) => change(value, also ?? alongWith(value, input.along));
  const field = make("div", { className: "date" }, entry);
  field.set = (value) => {
    if (entry.value !== value) entry.value = value;
    entry.setAttribute("aria-invalid", "false");
  };
  const node = orNone(input, id, moved, field);
  if (input.editions.length > 1) node.append(editions(input, change));
  return node;
}

/** The days that move along with a date, each so many days before it. */
function alongWith(value, along) {
  const day = Date.parse(value);
  if (Number.isNaN(day)) return {};
  const before = (days) => new Date(day - days * 86_400_000).toISOString().slice(0, 10);
  return Object.fromEntries(Object.entries(along).map(([name, days]) => [name, before(days)]));
}

/** The editions of the guideline, to try one by a day on which it was in force. */
function editions(input, change) {
  const choice = make(
    "select",
    {
      onchange: () => {
        const chosen = input.editions[choice.selectedIndex - 1];
        if (chosen) change(chosen.value, chosen.also);
        choice.selectedIndex = 0; // the date says which edition is in force
      },
    },
    make("option", { value: "" }, "Choose …"),
    ...input.editions.map(({ label, value }) => make("option", { value }, label)),
  );
  return make("label", { className: "editions" }, "Try an edition by its date", choice);
}

const CONTROLS = { row, list, number, date };

const OPEN_KINDS = ["first", "request", "evidence"]; // the others unfold where they could turn it

/** The facts of one kind, folded by the learner's hand alone. */
function group(of, id, change) {
  const title = make("span", {}, of.title);
  const count = make("span", { className: "count" });
  const inputs = make("div");
  const rest = make("div");
  const summary = make("summary");
  const more = make("details", { className: "more" }, summary, rest);
  const node = make("details", { className: "group" }, make("summary", {}, title, count), inputs, more);
  const create = (input) => fact(input, `${id}-${input.name}`, change);
  node.update = (of) => {
    const all = [...of.controls, ...of.more];
    keep(inputs, of.controls, create);
    keep(rest, of.more, create);
    more.hidden = !of.more.length;
    const changed = of.more.filter((input) => input.changed).length;
    say(summary, `${of.more.length} more, of rules that do not apply to this file${changed ? ` (${changed} changed by you)` : ""}`);
    if (!of.told) return;
    const could = all.filter((input) => input.could).length;
    say(count, could ? `${could} could turn it` : "none by itself turns it");
    count.classList.toggle("can", could > 0);
    if (node.settled) return;
    node.settled = true; // from now on nothing folds under the hand
    node.open = OPEN_KINDS.includes(of.kind) || could > 0;
  };
  node.open = OPEN_KINDS.includes(of.kind);
  return node;
}
