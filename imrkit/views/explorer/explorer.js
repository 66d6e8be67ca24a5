// Draws the explorer from the view that Python sends, and sends the learner's changes back.
// It decides nothing and writes no sentences of its own about a case: those come from Python.
//
//   asked {turn, item, changes}   from here to Python, on every change
//   view  {turn, ...}             from Python to here, the answer to the turn of that number
//
// Python joins the scripts of this folder into one module; this is the last of them.

function render({ model, el }) {
  const id = `imrkit-explorer-${unique()}`;
  const title = make("h2", { id });
  const meta = make("p", { className: "meta" });
  const items = make("select", { onchange: () => ask({}, items.value) });
  const choice = make("label", {}, "Disputed item", items);
  const problem = make("p", { className: "problem", role: "alert", hidden: true });
  const groups = make("div");
  const reset = make("button", { type: "button", onclick: () => ask({}) }, "Back to the file");
  const form = make(
    "form",
    { className: "facts", "aria-label": "Facts", onsubmit: (event) => event.preventDefault() },
    make("div", { className: "head" }, make("h3", {}, "The facts"), reset),
    groups,
  );

  const word = make("strong");
  const said = make("p");
  const compared = make("p", { className: "compared" });
  const outcome = make("div", { role: "status", "aria-live": "polite", "aria-atomic": "true", tabIndex: -1 }, word, said, compared);
  const against = make("ol", { className: "imr-grounds" });
  const met = make("ol", { className: "imr-grounds" });
  const metCount = make("summary");
  const metMore = make("details", { className: "met" }, metCount, met);
  const next = make("p", { className: "next" });
  const rules = make("ol", { className: "imr-grounds" });
  const rulesPart = make("div", {}, make("h3", {}, "Other rules that were looked at"), rules);
  const map = outcomeMap((values) => ask({ ...changes(), ...values }));
  const mapPart = make(
    "div",
    { className: "map" },
    make("h3", {}, "Where this case stands"),
    map,
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
    next,
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
    { className: "imr imrkit-explorer", "aria-labelledby": id },
    make("header", {}, title, meta, choice),
    problem,
    make("div", { className: "columns" }, form, make("div", { className: "right" }, outcome, results)),
  );

  // JupyterLab takes arrow keys and letters for its own, unless the very element in focus says no.
  root.addEventListener("focusin", ({ target }) => {
    target.setAttribute("data-lm-suppress-shortcuts", "true");
    if (target.type === "date") target.scrollIntoView({ block: "nearest" }); // its parts scroll without our margin
  });
  // What takes the focus must stop below the outcome, however tall that is.
  const height = new ResizeObserver(() => root.style.setProperty("--outcome", `${outcome.offsetHeight + 8}px`));
  height.observe(outcome);

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
    if (open() || !model.get("view").ways) return; // these are still the ways of an earlier turn
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
      choice.hidden = view.items.length < 2;
      say(problem, view.problem);
    }
    say(title, view.title);
    say(meta, view.meta);
    outcome.className = `imr-outcome imr-${view.outcome.ground.replace(" ", "-")}`;
    say(word, view.outcome.word);
    say(said, view.outcome.said);
    say(compared, view.outcome.compared);
    say(next, view.outcome.next);
    const main = view.against.length ? view.against : view.met;
    keep(against, main, ground);
    metMore.hidden = main === view.met || !view.met.length;
    say(metCount, `Met: ${view.met.length}`);
    keep(met, main === view.met ? [] : view.met, ground);
    rulesPart.hidden = !view.rules.length;
    keep(rules, view.rules, ground);
    mapPart.hidden = !view.map;
    if (view.map) map.update(view.map);
    waysPart.setAttribute("aria-busy", String(!view.ways)); // they follow a moment later
    if (view.ways) {
      waysPart.hidden = !view.ways.length;
      keep(ways, view.ways.map((one) => ({ ...one, key: one.lead + one.text })), () => way(attempt));
    }
    fill(why, view.why);
    fill(prose, view.rationale);
    say(notice, view.notice);
    if (inside && !root.contains(document.activeElement)) outcome.focus({ preventScroll: true });
  }

  model.on("change:view", show);
  show();
  el.append(root);
  return () => {
    clearTimeout(waiting);
    height.disconnect();
    model.off("change:view", show);
  };
}

const SLOW = "No answer from Python yet: it is busy, or was restarted. If this stays, run this cell again.";

export default { render };
