// Draws the explorer from the view that Python sends, and sends the learner's changes back.
// It decides nothing and writes no sentences of its own about a case: those come from Python.
//
//   asked {turn, item, changes}   from here to Python, on every change
//   view  {turn, ...}             from Python to here, the answer to the turn of that number

let explorers = 0; // makes ids unique where one page shows several

// ---- small tools ---------------------------------------------------------------------------

/** Make an element: properties, "aria-..." and "data-..." attributes, listeners, children. */
function make(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Set the text of an element; leave it alone if it is the same, so that nothing is read twice. */
function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
  node.hidden = !text;
}

/** Set HTML that Python has written. */
function fill(node, html) {
  if (node.written === html) return;
  node.written = html;
  node.innerHTML = html;
}

/** Keep the children of an element in step with a list: reuse by key, so that focus stays. */
function keep(parent, list, create) {
  const old = new Map([...parent.children].map((child) => [child.key, child]));
  const nodes = list.map((one) => {
    const key = one.key ?? one.name ?? one.kind ?? one.id;
    const node = old.get(key) ?? Object.assign(create(one), { key });
    old.delete(key);
    node.update(one);
    return node;
  });
  for (const gone of old.values()) gone.remove();
  nodes.forEach((node, place) => {
    if (parent.children[place] !== node) parent.insertBefore(node, parent.children[place] ?? null);
  });
}

// ---- inputs --------------------------------------------------------------------------------

/** One fact: its label, where its value comes from, and the control to change it. */
function fact(input, id, change) {
  const label = make("span", { className: "label", id: `${id}-label` });
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
      "aria-labelledby": `${id}-label`,
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
    if (!field.contains(document.activeElement) || wrong.hidden) field.set(kept, now);
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

// ---- results -------------------------------------------------------------------------------

/** One ground, or one rule that was looked at. */
function ground() {
  const mark = make("span", { className: "mark", "aria-hidden": "true" });
  const verdict = make("strong", { className: "verdict" });
  const text = make("span");
  const alone = make("strong", {}, " Decides alone.");
  const cite = make("div", { className: "cite" });
  const picture = make("div", { className: "picture" });
  const node = make("li", {}, mark, make("div", { className: "told" }, verdict, " ", text, alone, cite), picture);
  node.update = (one) => {
    node.className = `ground ${one.sign.replace(" ", "-")}`;
    say(mark, one.mark);
    say(verdict, `${one.verdict}.`);
    say(text, one.text);
    alone.hidden = !one.alone;
    say(cite, one.cite);
    fill(picture, one.picture);
  };
  return node;
}

/** One thing that would change the result, with the button to try it. */
function way(attempt) {
  const lead = make("strong");
  const rest = make("span");
  const button = make("button", { type: "button", onclick: () => attempt(node.values) }, "Try it");
  const node = make("li", {}, make("p", {}, lead, rest), button);
  node.update = (one) => {
    node.values = one.values;
    node.className = one.values ? "way" : "way none";
    say(lead, one.lead);
    say(rest, one.text);
    button.hidden = !one.values;
    button.setAttribute("aria-label", `Try it: ${one.lead}${one.text}`);
  };
  return node;
}

const CELL = {
  met: { className: "met", words: "Overturned" },
  "not shown": { className: "open", words: "Upheld, not shown" },
  "not met": { className: "not-met", words: "Upheld, contrary" },
};

/** The map of outcomes: a grid to walk with the arrow keys; Enter or a click moves the case. */
function outcomeMap(move) {
  const across = make("th", { scope: "colgroup", className: "axis" });
  const corner = make("th", { className: "axis corner", rowSpan: 2 });
  const heads = make("tr");
  const body = make("tbody");
  const table = make("table", { className: "map", role: "grid" }, make("thead", {}, make("tr", {}, corner, across), heads), body);
  const readout = make("p", { className: "readout", "aria-hidden": "true" });
  const node = make("div", {}, make("div", { className: "scroll" }, table), readout);
  let now = null;

  const cellAt = (r, c) => body.rows[r]?.cells[c + 1];
  const placeOf = (cell) => [cell.parentNode.rowIndex - 2, cell.cellIndex - 1];
  const walkTo = (cell) => {
    for (const other of body.querySelectorAll("td[tabindex='0']")) other.tabIndex = -1;
    cell.tabIndex = 0;
  };
  const tell = (cell) => (readout.textContent = cell ? cell.getAttribute("aria-label") : "");
  const rest = () => tell(cellAt(...(now.here ?? [-1, -1])));
  const cellOf = (event) => event.target.closest("td");

  table.addEventListener("mouseover", (event) => (cellOf(event) ? tell(cellOf(event)) : null));
  table.addEventListener("mouseleave", rest);
  table.addEventListener("focusin", (event) => tell(cellOf(event)));
  table.addEventListener("focusout", rest);
  table.addEventListener("click", (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    walkTo(cell);
    cell.focus();
    take(cell);
  });
  table.addEventListener("keydown", (event) => {
    const [r, c] = placeOf(cellOf(event));
    const rows = now.rows.length - 1, columns = now.columns.length - 1;
    const to = {
      ArrowUp: [r - 1, c], ArrowDown: [r + 1, c], ArrowLeft: [r, c - 1], ArrowRight: [r, c + 1],
      Home: [event.ctrlKey ? 0 : r, 0], End: [event.ctrlKey ? rows : r, columns],
      PageUp: [0, c], PageDown: [rows, c],
    }[event.key];
    if (event.key === "Enter" || event.key === " ") take(cellOf(event));
    else if (!to) return;
    event.preventDefault();
    const cell = to && to[1] >= 0 ? cellAt(...to) : null;
    if (!cell) return;
    walkTo(cell);
    cell.focus();
  });
  const take = (cell) => {
    const [r, c] = placeOf(cell);
    move({ [now.across]: now.columns[c].value, ...(now.down ? { [now.down]: now.rows[r].value } : {}) });
  };

  const resize = (parent, size, create) => {
    while (parent.children.length > size) parent.lastChild.remove();
    while (parent.children.length < size) parent.append(create());
  };
  const where = (place, label) => `${label}: ${place.label}`;
  node.update = (map) => {
    const focused = table.contains(document.activeElement) ? document.activeElement : null;
    const walked = focused?.coordinates;
    now = map;
    table.setAttribute("aria-label", `Outcome by ${map.across_label}${map.down ? ` and ${map.down_label}` : ""}`);
    across.colSpan = map.columns.length;
    say(across, map.across_label);
    corner.textContent = map.down_label;
    table.classList.toggle("dense", map.columns.length > 16);
    resize(heads, map.columns.length, () => make("th", { scope: "col" }));
    map.columns.forEach((column, c) => (heads.cells[c].textContent = column.label));
    resize(body, map.rows.length, () => make("tr", {}, make("th", { scope: "row" })));
    let target = null;
    map.rows.forEach((row, r) => {
      const tr = body.rows[r];
      resize(tr, map.columns.length + 1, () => make("td", { role: "gridcell", tabIndex: -1 }));
      tr.cells[0].textContent = row.label;
      map.columns.forEach((column, c) => {
        const cell = tr.cells[c + 1];
        const { className, words } = CELL[map.cells[r][c]];
        const here = map.here?.[0] === r && map.here?.[1] === c;
        const file = map.file?.[0] === r && map.file?.[1] === c;
        const at = [where(column, map.across_label), ...(map.down ? [where(row, map.down_label)] : [])];
        cell.className = `${className}${here ? " here" : ""}${file ? " file" : ""}`;
        cell.tabIndex = -1;
        cell.coordinates = at.join("; ");
        cell.setAttribute("aria-label", `${cell.coordinates}. ${words}${here ? " (this case)" : file ? " (as in the file)" : ""}`);
        if (here) cell.setAttribute("aria-current", "true");
        else cell.removeAttribute("aria-current");
        if (cell.coordinates === walked) target = cell;
      });
    });
    target ??= cellAt(...(map.here ?? [0, 0]));
    target.tabIndex = 0;
    if (focused && focused !== target) target.focus();
    if (focused) tell(target);
    else rest();
  };
  return node;
}

// ---- the whole -----------------------------------------------------------------------------

function render({ model, el }) {
  const id = `imrkit-explorer-${++explorers}`;
  const title = make("h2", { id });
  const meta = make("p", { className: "meta" });
  const items = make("select", { "aria-label": "Disputed item", onchange: () => ask({}, items.value) });
  const problem = make("p", { className: "problem", role: "alert", hidden: true });
  const groups = make("div");
  const reset = make("button", { type: "button", onclick: () => ask({}) }, "Back to the file");
  const form = make(
    "form",
    { className: "facts", "aria-label": "Facts", onsubmit: (event) => event.preventDefault() },
    make("div", { className: "head" }, make("h3", {}, "The facts"), reset),
    groups,
  );

  const word = make("span", { className: "word" });
  const said = make("p");
  const compared = make("p", { className: "compared" });
  const outcome = make("div", { role: "status", "aria-live": "polite", "aria-atomic": "true", tabIndex: -1 }, word, said, compared);
  const against = make("ol", { className: "grounds" });
  const met = make("ol", { className: "grounds" });
  const metCount = make("summary");
  const metMore = make("details", {}, metCount, met);
  const rules = make("ol", { className: "grounds" });
  const rulesPart = make("div", {}, make("h3", {}, "Other rules that were looked at"), rules);
  const map = outcomeMap((values) => ask({ ...changes(), ...values }));
  const mapPart = make(
    "div",
    { className: "standing" },
    make("h3", {}, "Where this case stands"),
    map,
    make("ul", { className: "key", "aria-label": "Key" }, ...KEY.map(([name, words]) => make("li", {}, make("i", { className: name }), words))),
    make("p", { className: "hint" }, "Click a square, or walk there with the arrow keys and press Enter, to move the case."),
  );
  const ways = make("ul", { className: "ways" });
  const waysPart = make("div", {}, make("h3", {}, "What would change this result?"), ways);
  const why = make("div");
  const prose = make("div", { className: "prose" });
  const notice = make("p", { className: "notice" });
  const results = make(
    "div",
    { className: "results" },
    against,
    metMore,
    rulesPart,
    make("div", { className: "pair" }, mapPart, waysPart),
    make("details", {}, make("summary", {}, "Why, step by step"), why),
    make("details", {}, make("summary", {}, "The rationale in prose"), prose),
    notice,
  );
  const root = make(
    "section",
    // JupyterLab must not take arrow keys and letters for its own while someone works in here.
    { className: "imr imrkit-explorer", "aria-labelledby": id, "data-lm-suppress-shortcuts": "true" },
    make("header", {}, title, meta, items),
    problem,
    make("div", { className: "columns" }, form, make("div", { className: "right" }, outcome, results)),
  );

  let shown = -1;
  let drawn = "";
  let waiting = 0;
  /** The question that Python has not answered yet, if any. */
  const open = () => (model.get("asked").turn > model.get("view").turn ? model.get("asked") : null);
  const changes = () => (open() ?? model.get("view")).changes;

  function ask(changes, item = (open() ?? model.get("view")).item) {
    const turn = Math.max(model.get("asked").turn ?? 0, model.get("view").turn) + 1;
    model.set("asked", { turn, item, changes });
    model.save_changes();
    clearTimeout(waiting);
    waiting = setTimeout(() => say(problem, SLOW), 8000);
  }

  function attempt(values) {
    if (!model.get("view").ways) return; // these are still the ways of an earlier turn
    ask({ ...changes(), ...values });
    outcome.focus({ preventScroll: true });
  }

  function show() {
    const view = model.get("view");
    if (view.turn < shown) return; // a late answer never overwrites a newer one
    shown = view.turn;
    const inside = root.contains(document.activeElement);
    if (!open()) {
      clearTimeout(waiting);
      if (drawn !== view.item) groups.replaceChildren();
      drawn = view.item;
      keep(groups, view.groups, (of) => group(of, `${id}-${view.item}`, (name, value) => ask({ ...changes(), [name]: value })));
      reset.setAttribute("aria-disabled", String(!Object.keys(view.changes).length));
      keep(items, view.items, (one) => Object.assign(make("option", { value: one.id }, one.label), { update() {} }));
      items.value = view.item;
      items.hidden = view.items.length < 2;
      say(problem, view.problem);
    }
    say(title, view.title);
    say(meta, view.meta);
    outcome.className = `outcome ${view.outcome.ground.replace(" ", "-")}`;
    say(word, view.outcome.word);
    say(said, view.outcome.said);
    say(compared, view.outcome.compared);
    const main = view.against.length ? view.against : view.met;
    keep(against, main, ground);
    metMore.hidden = main === view.met || !view.met.length;
    say(metCount, `Met: ${view.met.length}`);
    keep(met, main === view.met ? [] : view.met, ground);
    rulesPart.hidden = !view.rules.length;
    keep(rules, view.rules, ground);
    mapPart.hidden = !view.standing;
    if (view.standing) map.update(view.standing);
    waysPart.setAttribute("aria-busy", String(!view.ways)); // they follow a moment later
    if (view.ways) {
      waysPart.hidden = !view.ways.length;
      keep(ways, view.ways.map((one) => ({ ...one, key: one.lead + one.text })), () => way(attempt));
    }
    fill(why, view.why);
    keep(prose, view.rationale.map((text, key) => ({ key, text })), () => {
      const node = make("p");
      node.update = ({ text }) => say(node, text);
      return node;
    });
    say(notice, view.notice);
    if (inside && !root.contains(document.activeElement)) outcome.focus({ preventScroll: true });
  }

  model.on("change:view", show);
  show();
  el.append(root);
  return () => {
    clearTimeout(waiting);
    model.off("change:view", show);
  };
}

const KEY = [
  ["met", "Overturned"],
  ["open", "Upheld, not shown"],
  ["not-met", "Upheld, contrary"],
  ["here", "This case"],
  ["file", "In the file"],
];
const SLOW = "No answer from Python yet: it is busy, or was restarted. If this stays, run this cell again.";

export default { render };
