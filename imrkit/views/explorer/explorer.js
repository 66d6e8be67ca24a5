// Draws the explorer from the view that Python sends, and asks what follows from a change.
// It decides nothing and writes no sentences of its own about a case: those come from Python.
// Python joins the scripts of this folder into one module; this is the last of them.

export default () => {
  let line = null;
  return {
    initialize({ model }) {
      line = openLine(model);
      return () => line.close();
    },
    render: ({ model, el }) => render(model, el, line),
  };
};

function render(model, el, line) {
  const id = `imrkit-explorer-${unique()}`;
  const button = (label, onclick, className = "") => make("button", { type: "button", className, onclick }, label);

  // ---- above: the item, how it is judged, and whether anybody answers ----
  const title = make("h2", { id });
  const meta = make("p", { className: "meta" });
  const items = make("select", { onchange: () => ask({ item: items.value, changes: {} }) });
  const choice = make("label", { className: "item" }, "Disputed item", items);
  const ways_to_judge = BY.map(([value, label]) => {
    const radio = make("input", { type: "radio", name: `${id}-by`, value, onchange: () => ask({ by: value }) });
    return make("label", {}, radio, make("span", {}, label));
  });
  const judged = make("fieldset", { className: "judged" }, make("legend", {}, "Judged"), make("div", { className: "row" }, ...ways_to_judge));
  const lostTitle = make("h3", {});
  const lostSaid = make("p", {});
  const lost = make("div", { className: "lost", role: "alert", hidden: true }, make("span", { className: "imr-mark", "aria-hidden": "true" }, "!"), lostTitle, lostSaid);
  const again = make("div", { className: "again", hidden: true });

  // ---- left: the facts ----
  const groups = make("div");
  const all = make("fieldset", { className: "all" }, make("legend", { className: "imr-unseen" }, "Facts"), groups);
  const form = make("form", { className: "facts", "aria-label": "Facts", onsubmit: (event) => event.preventDefault() }, all);

  // ---- right: the outcome, what was changed, what would change it; reasons; map; what is folded ----
  const word = make("strong");
  const more = make("small");
  const problem = make("p", { className: "problem", role: "alert", hidden: true }); // in sight wherever one is
  const doubt = make("p", { className: "doubt", hidden: true });
  const urgent = make("p", { className: "urgent", hidden: true }); // stays through every change of facts
  const said = make("p");
  const other = make("p", { className: "compared" });
  const compared = make("p", { className: "compared" });
  const outcome = make("div", { tabIndex: -1 }, make("div", {}, word, more), problem, urgent, doubt, said, other, compared);
  const changed = make("ul");
  const reset = button("Back to the file", () => ask({ changes: {} }), "link");
  const changedPart = make("div", { className: "changed-facts", role: "group", "aria-label": "Your changes" }, make("b", {}, "You changed"), changed, reset);
  const note = make("p", { className: "next" });
  const next = make("p", { className: "next" });
  const search = make("details", {}, make("summary", {}, "Where the search for evidence goes"), next);
  const ways = make("ul", { className: "ways" });
  const waysPart = make("div", {}, make("h3", {}, "What would change this result?"), note, ways, search);
  const reasons = make("ol", { className: "imr-grounds" });
  const metCount = make("summary");
  const met = make("ol", { className: "imr-grounds" });
  const metMore = make("details", { className: "met" }, metCount, met);
  const reasonsPart = make("div", {}, make("h3", {}, "The reasons"), reasons, metMore);
  const map = outcomeMap((values) => ask({ changes: { ...line.now.changes, ...values } }), (cell) => line.about(cell));
  const mapPart = make("div", {}, make("h3", {}, "Where this case stands"), map);
  const rules = make("ol", { className: "imr-grounds" });
  const noRules = make("p", { className: "imr-cite", hidden: true }, "No other rule of the book speaks of this request.");
  const why = make("div");
  const prose = make("div", { className: "prose" });
  const folded = Object.entries({ rules: ["Other rules that were looked at", make("div", {}, rules, noRules)], why: ["Why, step by step", why], rationale: ["The rationale in prose", prose] });
  const folds = folded.map(([part, [name, inner]]) => {
    const fold = make("details", { className: "fold", ontoggle: () => (line.want(part, fold.open), busy(fold, part)) }, make("summary", {}, name), inner);
    return fold;
  });
  const busy = (fold, part) => fold.setAttribute("aria-busy", String(fold.open && model.get("view")[part] === undefined));
  const spoken = announcer();
  const lead = make("div", { className: "lead" }, outcome, changedPart, waysPart);
  const tail = make("div", { className: "tail" }, reasonsPart, mapPart, ...folds, make("p", { className: "notice" }, NOTICE));
  const root = make(
    "section",
    { className: "imr imrkit-explorer", "aria-labelledby": id },
    make("header", {}, make("div", {}, title, meta, choice), judged),
    lost,
    again,
    make("div", { className: "columns" }, form, make("div", { className: "results" }, lead, tail)),
    spoken,
  );

  keysStay(root);
  root.addEventListener("input", () => say(problem, "")); // what was refused is no longer what is asked
  root.addEventListener("focusin", ({ target }) => {
    if (target.type === "date") target.scrollIntoView({ block: "nearest" }); // its parts scroll without our margin
  });
  // What takes the focus must stop below the outcome, however tall that is.
  const height = new ResizeObserver(() => root.style.setProperty("--outcome", `${outcome.offsetHeight + 8}px`));
  height.observe(outcome);

  let shown = -1;
  let drawn = "";
  const ask = (changed) => {
    outcome.setAttribute("role", "status"); // told from the first change on; before, it is there to be read
    line.ask(changed);
  };
  const change = (name, value, also = {}) => {
    if (value !== null) return ask({ changes: { ...line.now.changes, ...also, [name]: value } });
    const inputs = model.get("view").groups.flatMap((of) => [...of.controls, ...of.more]);
    const along = Object.keys(inputs.find((input) => input.name === name)?.along ?? {}); // they go back too
    const left = Object.entries(line.now.changes).filter(([other]) => ![name, ...along].includes(other));
    ask({ changes: Object.fromEntries(left) });
  };
  const undo = (name) => {
    change(name, null);
    outcome.focus({ preventScroll: true });
  };
  const attempt = (values) => {
    if (line.waiting || !model.get("view").ways) return; // these are still the ways of an earlier turn
    ask({ changes: { ...line.now.changes, ...values } });
    outcome.focus({ preventScroll: true });
  };

  function show() {
    const view = model.get("view");
    if (view.turn < shown) return; // a late answer never overwrites a newer one
    shown = view.turn;
    const inside = root.contains(document.activeElement);
    if (!line.waiting) showFacts(view);
    say(title, view.title);
    say(meta, view.meta);
    outcome.className = `imr-outcome ${GROUND[view.outcome.ground]}`;
    say(word, view.outcome.word);
    say(more, view.outcome.more ? `, ${view.outcome.more}` : "");
    say(urgent, view.outcome.urgent);
    say(doubt, view.outcome.doubt);
    say(said, view.outcome.said);
    say(other, view.outcome.other);
    say(compared, view.outcome.compared);
    changedPart.hidden = !view.changed.length;
    keep(changed, view.changed, () => changedFact(undo));
    showReasons(view);
    showParts(view);
    showLine();
    if (inside && !root.contains(document.activeElement)) outcome.focus({ preventScroll: true });
  }

  function showFacts(view) {
    if (drawn !== view.item) groups.replaceChildren();
    drawn = view.item;
    const could = view.ways && new Set(view.ways.could);
    const withCould = (input) => ({ ...input, could: could?.has(input.name) ?? false });
    const told = view.groups.map((of) => ({ ...of, told: Boolean(could), controls: of.controls.map(withCould), more: of.more.map(withCould) }));
    keep(groups, told, (of) => group(of, `${id}-${view.item}`, change));
    groups.classList.toggle("stale", !could);
    keep(items, view.items, (one) => Object.assign(make("option", { value: one.id }, one.label), { update() {} }));
    items.value = view.item;
    choice.hidden = view.items.length < 2;
    for (const label of ways_to_judge) label.firstChild.checked = label.firstChild.value === view.by;
    say(problem, view.problem);
  }

  function showReasons(view) {
    const alone = view.ways?.alone;
    const told = view.reasons.map((one) => ({ ...one, alone: alone && (alone[one.key] ?? "") }));
    const quiet = (one) => (one.sign === "met" || one.sign === "assumed") && !one.was;
    const loud = told.filter((one) => !quiet(one));
    const main = loud.length ? loud : told;
    keep(reasons, main, reason);
    const rest = told.filter((one) => !main.includes(one));
    metMore.hidden = !rest.length;
    const assumed = rest.filter((one) => one.sign === "assumed").length;
    say(metCount, `${rest.length - assumed} more met${assumed ? `, ${assumed} assumed from silence` : ""}`);
    keep(met, rest, reason);
    reasonsPart.hidden = !told.length;
    spoken.update(view.reasons);
  }

  function showParts(view) {
    waysPart.setAttribute("aria-busy", String(!view.ways)); // they follow when the hand rests
    if (view.ways) {
      waysPart.hidden = !view.ways.ways.length && !view.ways.next;
      say(note, view.ways.note);
      note.hidden = !view.ways.note;
      say(next, view.ways.next);
      search.hidden = !view.ways.next;
      keep(ways, view.ways.ways.map((one) => ({ ...one, key: one.lead + one.text })), () => way(attempt));
    }
    mapPart.setAttribute("aria-busy", String(view.map === undefined));
    if (view.map !== undefined) {
      mapPart.hidden = !view.map;
      if (view.map) map.update(view.map);
    }
    if (view.rules) {
      keep(rules, view.rules, reason);
      noRules.hidden = view.rules.length > 0;
    }
    if (view.why !== undefined) fill(why, view.why);
    if (view.rationale !== undefined) fill(prose, view.rationale);
    folds.forEach((fold, place) => busy(fold, folded[place][0]));
  }

  function showLine() {
    const off = Boolean(line.lost);
    root.classList.toggle("off", off);
    all.disabled = judged.disabled = items.disabled = off;
    for (const one of root.querySelectorAll(".results button")) one.disabled = off;
    const time = line.since.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
    const kept = `What you see is the last result, of ${time}. Your changes are kept`;
    say(lostTitle, off ? (line.lost === "gone" ? "Not connected" : line.busy ? "Waiting for Python" : "No answer") : "");
    say(lostSaid, off ? LOST[line.lost === "gone" ? "gone" : line.busy ? "busy" : "silent"].replace("{kept}", kept) : "");
    lost.hidden = !off;
    if (line.lost === "gone") store(model.get("view"));
  }

  /** Offer the changes that were kept when the kernel of an earlier explorer stopped. */
  function offer() {
    const view = model.get("view");
    const kept = stored(view);
    if (!kept || view.changed.length) return;
    const told = kept.changed.map((one) => `${one.label}: ${one.now}`).join("; ");
    const close = () => ((again.hidden = true), forget(view));
    const take = button("Make them again", () => (close(), ask({ by: kept.by, changes: kept.changes })));
    again.replaceChildren(make("span", {}, `When the kernel stopped you had changed ${told}.`), take, button("Start from the file", close, "link"));
    again.hidden = false;
  }

  const unwatch = line.watch(() => (shown > model.get("view").turn ? showLine() : show()));
  const heard = (message) => message?.cell && map.because(message);
  model.on("msg:custom", heard);
  line.want("ways", true);
  line.want("map", true);
  show();
  offer();
  el.append(root);
  return () => {
    unwatch();
    height.disconnect();
    model.off("msg:custom", heard);
    line.want("ways", false);
    line.want("map", false);
  };
}

const storeKey = (view) => `imrkit ${view.case} ${view.item}`;
function store(view) {
  if (!view.changed.length) return;
  const { by, changes, changed } = view;
  sessionStorage.setItem(storeKey(view), JSON.stringify({ by, changes, changed }));
}
function stored(view) {
  return JSON.parse(sessionStorage.getItem(storeKey(view)));
}
function forget(view) {
  sessionStorage.removeItem(storeKey(view));
}

const BY = [["text", "by the guideline’s text"], ["reviewers", "with what reviewers add"]];
const GROUND = {
  met: "ground-met", judgment: "ground-judge", "not told": "ground-untold", "not shown": "ground-open",
  "not met": "ground-unmet", "not determinable": "ground-none", "not addressed": "ground-none", "no result": "ground-none", "cannot be": "ground-none",
};
const NOTICE = "For learning. Neither legal nor medical advice.";
const LOST = {
  gone: "The kernel that works these results out has stopped or was started anew. {kept}; to go on, run this cell again.",
  busy: "Python is busy with another cell. {kept}; the answer follows when that is done.",
  silent: "Python has not answered for two seconds. {kept}. If this stays, start the kernel anew and run this cell again.",
};
