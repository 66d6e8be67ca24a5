// Rewrites the request in three moves: ask, attach, argue. How it then reads is shown at once; how it
// stands by the text and by a strict reviewer, and how far off it is, once it was checked.

const PASSES = { Overturned: "Would pass", Upheld: "Would not pass" };
const READERS = [["By the guideline’s text", "only what it asks"], ["By a strict reviewer", "with what reviewers add"]];
const LEADS = {
  ask: "What you ask for is yours to choose.",
  attach: "The cabinet. Only what is so can be attached: read each as “if the record shows it”.",
  argue: "Claim no more than the file and your records show.",
};

function requestForm(box, question, given, changed) {
  const parts = new Map(question.parts.map((part) => [part.id, part]));
  const inputs = new Map(question.parts.map((part) => [part.id, choiceInput(part, given[part.id], () => (stale(), draw(), tell(part.id), changed()))]));
  const steps = [...inputs].map(([id, input], at) => {
    input.node.querySelector("legend").replaceChildren(make("span", { className: "number", "aria-hidden": "true" }, String(at + 1)), parts.get(id).says, make("small", {}, LEADS[id]));
    input.node.classList.add(`to-${id}`);
    return input.node;
  });
  const letter = make("div", { className: "paper rfa", role: "group", "aria-label": "Your request as it now reads" });
  const readings = make("div", { className: "readings", hidden: true });
  const spoken = spokenLine();
  box.append(make("div", { className: "request-form" }, make("div", { className: "steps" }, ...steps, foldedFile(question)), make("div", { className: "side" }, letter, readings), spoken));
  draw();

  function chosen(id) {
    const value = [inputs.get(id).value()].flat();
    return parts.get(id).options.filter((option) => value.includes(option.id)).map((option) => option.says);
  }

  /** A supposed record as a request names it. */
  function record(says) {
    const told = says.replace(/^Suppose (that )?/, "");
    return told.charAt(0).toUpperCase() + told.slice(1);
  }

  function draw() {
    const [asked] = chosen("ask");
    const attached = chosen("attach").map(record);
    const [argued] = chosen("argue");
    const lack = (text) => make("span", { className: "lack" }, text);
    const mine = (text) => make("mark", {}, text);
    const enclosed = attached.length ? make("ul", {}, ...attached.map((text) => make("li", {}, mine(text)))) : "nothing";
    const rows = [
      ["As filed", question.request],
      ["Now asks for", asked ? mine(asked) : lack("choose what to ask for")],
      ["Enclosed", enclosed],
      ["Because", argued ? mine(argued) : lack("choose what to argue")],
    ];
    letter.replaceChildren(make("h4", {}, "Your request as it now reads"), make("dl", {}, ...rows.flatMap(([term, said]) => [make("dt", {}, term), make("dd", {}, said)])));
  }

  /** Each choice is told where it is made; only how much is enclosed adds up. */
  function tell(id) {
    if (id === "attach") spoken.textContent = `${chosen(id).length || "Nothing"} enclosed.`;
  }

  /** What was said of another request is not said of this one. */
  function stale() {
    readings.classList.add("stale");
  }

  function show(feedback) {
    const more = feedback?.more;
    inputs.forEach((input, id) => input.show(null, feedback?.key?.[id]));
    readings.hidden = !more?.readings;
    if (!more?.readings) return [];
    readings.classList.remove("stale");
    const columns = READERS.map(([who, what]) => make("th", { scope: "col" }, make("b", {}, who), what));
    const outcomes = more.readings.map((one) => make("td", {}, outcomeOf(one, more.unshown || more.denied)));
    const rows = more.rows.map((row) => make("tr", {}, make("th", { scope: "row" }, row.says), ...row.stands.map((one) => make("td", {}, signOf(one)))));
    readings.replaceChildren(
      make("p", { className: "old" }, "Of the request that you checked:"),
      make(
        "table",
        {},
        make("caption", { className: "imr-unseen" }, "How the request that you checked stands, by two readings"),
        make("thead", {}, make("tr", {}, make("td", {}), ...columns)),
        make("tbody", {}, make("tr", { className: "outcomes" }, make("th", { scope: "row" }, "Outcome"), ...outcomes), ...rows),
      ),
      more.unshown ? make("p", { className: "unshown" }, make("b", {}, "Claimed, and not shown: "), more.unshown, ".") : "",
      more.denied ? make("p", { className: "unshown" }, make("b", {}, "Claimed, and told otherwise: "), more.denied, ".") : "",
    );
    return [];
  }

  function outcomeOf({ outcome, verdict, away }, overclaimed) {
    const judged = verdict === "not shown" ? "not shown" : verdict === "not met" ? "not met" : "";
    const word = PASSES[outcome] ?? outcome;
    const here = overclaimed ? "Nothing is missing; the argument claims too much" : "Nothing is missing";
    const far = away === null ? "No move here leads to approval" : away === 0 ? here : `${away} more ${away === 1 ? "change" : "changes"} to approval`;
    const pips = make("span", { className: "pips", "aria-hidden": "true" }, ...Array.from({ length: Math.min(away ?? 0, 6) }, () => make("i", {})));
    return make("div", { className: `outcome ${verdict.replace(" ", "-")}` }, make("strong", {}, word), judged ? make("span", {}, judged) : "", make("small", {}, away ? pips : "", far));
  }

  function signOf({ sign, mark, word }) {
    return make("span", { className: `stands ${sign.replace(" ", "-")}` }, make("span", { className: "imr-mark", "aria-hidden": "true" }, mark), word);
  }

  return {
    answer: () => answered(inputs),
    show,
    lock: (locked) => inputs.forEach((input) => input.lock(locked)),
  };
}
requestForm.papers = true;
