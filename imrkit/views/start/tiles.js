// The tiles of the start page: each takes what is shown and returns an element.

const SIGNS = { new: "", started: "◐", done: "✓", clear: "✓✓" };

/** Where a notebook beside this one is opened. */
function addressOf(name) {
  const here = location.pathname.match(/^(.*\/(?:tree|notebooks)\/)(.*\/)?[^/]*\.ipynb$/);
  if (here) return `${here[1]}${here[2] ?? ""}${name}.ipynb`;
  const config = document.getElementById("jupyter-config-data");
  const base = config ? JSON.parse(config.textContent).baseUrl : "";
  return base ? `${base}lab/tree/${name}.ipynb` : `${name}.ipynb`;
}

/** A link to a notebook; where JupyterLab has imrkit's extension, it opens without loading anew. */
function lessonLink(name, props, ...parts) {
  const link = make("a", { href: addressOf(name), ...props }, ...parts);
  link.addEventListener("click", (event) => {
    const path = decodeURIComponent(link.pathname).replace(/^.*\/(?:tree|notebooks)\//, "");
    const asked = new CustomEvent("imrkit:open", { detail: { path }, cancelable: true, bubbles: true });
    if (!link.dispatchEvent(asked)) event.preventDefault();
  });
  return link;
}

/** What to do next. */
function continueTile(view) {
  const here = view.here;
  if (!here) {
    const none = view.parts.every((part) => !part.lessons.length);
    const said = none ? "Choose any case below; it opens as a lesson." : "Every lesson is done. What comes back keeps it so.";
    return make("section", { className: "tile go", "aria-label": "Continue" }, make("h2", {}, none ? "Begin with a case" : "The course is done"), make("p", {}, said));
  }
  const name = here.begun ? "Continue" : here.number === 1 ? "Begin with lesson 1" : `Begin lesson ${here.number}`;
  const over = here.begun ? `Lesson ${here.number} · next: ${here.next}` : here.number === 1 ? "Start here" : `Lesson ${here.number}`;
  const steps = Array.from({ length: here.of }, (_, n) => make("i", { className: n < here.past ? "d" : n === here.past ? "h" : "" }));
  const done = make("div", { className: "prog", role: "img", "aria-label": `${here.past} of ${here.of} exercises done` }, ...steps);
  return make(
    "section",
    { className: "tile go", "aria-label": "Continue" },
    make("p", { className: "over" }, over),
    make("h2", {}, here.title),
    ...(here.begun ? [done] : here.hook ? [make("p", {}, here.hook)] : []),
    make("p", here.hook && !here.begun ? { className: "imr-cite" } : {}, here.aim),
    make("div", { className: "row" }, lessonLink(here.name, { className: "btn main" }, name), make("span", { className: "imr-cite" }, `about ${here.left} minutes left`)),
  );
}

/** The case of the day: guess, how sure, then how it was decided. */
function dayTile(view, ask, pick, picked) {
  const day = view.day;
  const head = [make("p", { className: "over" }, "Case of the day · 2 minutes"), make("h2", {}, day.request)];
  const tile = (...parts) => make("section", { className: "tile day", "aria-label": "Case of the day" }, ...head, ...parts);
  const list = (lines) => make("ul", {}, ...lines.map((line) => make("li", {}, line)));
  const nested = (lines) => make("ul", {}, ...lines.map(([says, below]) => make("li", {}, says, ...(below.length ? [nested(below)] : []))));
  const note = (says) => (says ? [make("p", { className: "imr-cite" }, says)] : []);
  const file = [make("p", {}, `${day.decided} From the file:`), list(day.told)];
  if (day.silent.length) file.push(make("p", {}, "The file is silent on this, and our rules take it so:"), list(day.silent));
  const asked = day.asks.length ? [make("p", {}, `Asked by ${day.by}:`), nested(day.asks), ...note(day.left_out), ...day.argued.flatMap(note)] : [];
  const parts = [make("div", { className: "beside" }, make("div", {}, ...file), make("div", {}, ...asked))];
  if (day.guess) {
    const { right, word, why } = day.guess;
    const [first, ...rest] = why;
    parts.push(
      make("p", { className: "said" }, make("b", { className: right ? "yes" : "no" }, make("span", { "aria-hidden": "true" }, right ? "✓ " : "✕ "), right ? "You saw it." : "Not this time."), " ", make("b", {}, `${word}.`), ` ${first}`),
      ...rest.map((line) => make("p", {}, line)),
      make("div", { className: "row" }, make("button", { type: "button", className: "btn", onclick: () => ask({ case: day.case, item: day.item }) }, "Open the case"), make("span", { className: "imr-cite" }, day.guess.number)),
    );
    return tile(...parts);
  }
  const guess = (id, word) => make("button", { type: "button", className: "btn", "aria-pressed": String(picked === id), onclick: () => pick(id) }, word);
  parts.push(make("div", { className: "row", role: "group", "aria-label": "Does the denial stand?" }, guess("upheld", "The denial stands"), guess("overturned", "The denial falls")));
  if (picked) {
    const sure = [[50, "A guess"], [65, "Leaning"], [80, "Fairly sure"], [90, "Sure"], [97, "Certain"]];
    const buttons = sure.map(([percent, word]) => make("button", { type: "button", className: "btn small", onclick: () => ask({ guess: picked, sure: percent }) }, `${word}, ${percent}%`));
    parts.push(make("div", { className: "sure", role: "group", "aria-label": "How sure are you?" }, make("p", { className: "imr-cite" }, "How sure are you?"), make("div", { className: "row" }, ...buttons)));
  }
  if (!day.later) return tile(...parts);
  // A lesson asks for what stands here: it is read by choice.
  return tile(make("p", {}, day.later), make("details", { open: Boolean(picked) }, make("summary", {}, "Do it now"), ...parts));
}

/** The course as a map: parts, lessons, how far each is. */
function mapOf(view) {
  return view.parts
    .filter((part) => part.lessons.length)
    .map((part) =>
      make(
        "div",
        { className: "part" },
        make("h3", {}, part.title),
        make(
          "ol",
          {},
          ...part.lessons.map((lesson) => {
            const mark = make("span", { className: `mark ${lesson.state}`, "aria-hidden": "true" }, SIGNS[lesson.state] || String(lesson.number));
            const note = make("small", {}, `${lesson.word} · ${lesson.note}`);
            if (lesson.due) note.append(make("span", { className: "count" }, `${lesson.due} due`));
            const link = lessonLink(lesson.name, lesson.here ? { "aria-current": "step" } : {}, mark, make("b", {}, make("span", { className: "imr-unseen" }, `Lesson ${lesson.number}: `), lesson.title), make("span", { className: "time" }, `${lesson.minutes} min`), note);
            return make("li", {}, link);
          }),
        ),
      ),
    );
}

/** What comes back today. */
function dueList(view, ask) {
  if (!view.due.length) return [make("p", { className: "imr-cite" }, view.waiting)];
  const lines = view.due.map((one) => make("li", {}, `“${one.says}”`, make("small", {}, one.where)));
  const count = view.due.length === 1 ? "Practice this one" : `Practice these ${view.due.length}`;
  return [make("ul", { className: "back" }, ...lines), make("button", { type: "button", className: "btn", onclick: () => ask({ due: true }) }, count), make("span", { className: "imr-cite" }, ` about ${view.due_minutes} minutes`)];
}

const FIRST_IDEAS = 3; // those that still show come first
/** The wrong ideas that were met. */
function ideaList(view) {
  if (!view.ideas.length) return [make("p", { className: "imr-cite" }, "Wrong rules that seem right, and whether you still hold them, are listed here as you answer.")];
  const lines = view.ideas.map((one) => make("li", {}, make("span", { className: `state ${one.state}` }, one.word), ` “${one.says}”`, ...(one.why ? [make("small", {}, ` ${one.why}`)] : [])));
  const list = (some) => make("ul", { className: "ideas" }, ...some);
  const rest = lines.splice(FIRST_IDEAS);
  return [list(lines), ...(rest.length ? [make("details", {}, make("summary", {}, `${rest.length} more`), list(rest))] : [])];
}

/** The glossary: a word to look for, and what each means. */
function glossaryOf(words) {
  const list = make("div", { className: "list", tabIndex: 0, role: "region", "aria-label": "Words" });
  const count = make("p", { className: "imr-unseen", role: "status" });
  const show = (looked) => {
    const found = words.filter((pair) => pair.join(" ").toLowerCase().includes(looked.toLowerCase()));
    list.replaceChildren(...found.map(([word, says]) => make("details", { open: Boolean(looked) && found.length < 3 }, make("summary", {}, word), make("p", {}, says))));
    if (!found.length) list.replaceChildren(make("p", { className: "imr-cite" }, "No such word here."));
    if (looked) count.textContent = `${found.length} ${found.length === 1 ? "word" : "words"}`;
  };
  const field = make("input", { type: "search", placeholder: "Find a word", "aria-label": "Find a word", oninput: () => show(field.value.trim()) });
  show("");
  return [field, list, count];
}

/**
 * See, save, delete what is kept; a file to hand in; a certificate. Made once, so that a name half
 * typed and a question half answered stay; returns its nodes, and how to show how things stand.
 */
function dataOf(ask, lines) {
  const wish = (name, content) => make("button", { type: "button", className: "btn small", onclick: () => ask(content) }, name);
  const assigned = make("p", {});
  const count = make("p", {});
  const sure = make("div", { className: "row", hidden: true });
  const erase = make("button", { type: "button", className: "btn small", onclick: () => { sure.hidden = false; sure.querySelector("button").focus(); } }, "Delete them");
  const done = () => { sure.hidden = true; erase.focus(); };
  const all = wish("Delete every answer", { delete: "yes" });
  all.addEventListener("click", done);
  sure.append(make("span", {}, "Delete every answer, and with them your file to hand in and your certificate in the lessons folder? This cannot be undone. Copies saved elsewhere stay."), make("button", { type: "button", className: "btn small", onclick: done }, "Keep them"), all);
  const makes = wish("Make the file to hand in", { hand_in: "make" });
  const made = [wish("Save the file to hand in", { hand_in: "save" }), wish("Delete the file to hand in", { hand_in: "delete" })];
  const write = () => {
    if (!name.value.trim()) name.focus();
    ask({ certificate: name.value });
  };
  const name = make("input", { type: "text", placeholder: "Your name, as it should stand there", "aria-label": "Your name, for the certificate", autocomplete: "name" });
  const nodes = [
    assigned,
    count,
    make("div", { className: "row" }, wish("See them", { data: true }), wish("Save a copy", { save: true }), erase),
    sure,
    lines.data,
    make("div", { className: "row" }, makes, ...made),
    lines.hand_in,
    make("div", { className: "row certificate" }, name, make("button", { type: "button", className: "btn small", onclick: write }, "Write my certificate")),
    lines.certificate,
  ];
  const update = (view) => {
    say(assigned, view.assigned);
    say(count, `${view.answers} ${view.answers === 1 ? "answer" : "answers"} kept on this computer.`);
    if (!view.handed && made.includes(document.activeElement)) makes.focus(); // before it goes
    for (const button of made) button.hidden = !view.handed;
  };
  return { nodes, update };
}
