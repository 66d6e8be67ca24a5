// A rationale in the learner's own words, kept and not scored. Points are looked for once the sentences
// above are done, by their words and on this page; the learner may overrule that.

const PAUSE = 1500; // milliseconds without typing until the words are told aloud
const COMPARE = 60; // so many words are written before the model can be looked at
const SENTENCE = /(?:\b(?:pp?|Dr|vs|No|e\.g|i\.e)\.|[^.!?])+[.!?]*\s*/g;

/** The second half: a rationale in the learner's own words. It stays open once the rest is done. */
function writingOf(question, given, changed) {
  const id = `imr-${unique()}`;
  // What the learner says of points: "3" is said in other words, "not 3" was found and is not there.
  const overruled = (given.ticked ?? "").split(",").filter(Boolean);
  const ticked = new Set(overruled.filter((one) => !one.startsWith("not ")).map(Number));
  const struck = new Set(overruled.filter((one) => one.startsWith("not ")).map((one) => Number(one.slice(4))));
  let more = null;
  let shown = false;
  let other = -1; // the point of the result, where the text states the other one
  let timer = 0;

  const area = make("textarea", { id, value: given.own ?? "", spellcheck: true, "aria-describedby": `${id}-words`, placeholder: "Begin with the guideline: what does it ask of this treatment?", oninput: () => (draw(), tellLater(), changed()) });
  const under = make("div", { className: "under", "aria-hidden": "true" });
  const words = make("b", {});
  const left = make("span", {});
  const bar = make("span", { className: "bar", "aria-hidden": "true" }, make("i", { className: "range" }), make("i", { className: "fill" }));
  const count = make("div", { className: "words", id: `${id}-words` }, words, left, bar);
  const sum = make("h4", {});
  const list = make("ol", { className: "points" });
  const side = make("div", { className: "side", role: "group", "aria-label": "Points of your text" }, sum, make("p", { className: "note" }), list);
  const compare = make("button", { type: "button", onclick: () => ((shown = true), draw(), duo.focus()) }, "Compare with a model");
  const why = make("span", { className: "left" });
  const duo = make("div", { className: "duo", hidden: true, tabIndex: -1, role: "group", "aria-label": "A model, and the published points" });
  const spoken = spokenLine();
  const node = make(
    "details",
    { className: "writing", open: Boolean(given.own) || /\bown words\b/.test(question.ask), ontoggle: () => draw() },
    make("summary", {}, "In your own words ", make("small", {}, "kept with your answers, not scored")),
    make("label", { htmlFor: id }, "Write it as you would sign it: one paragraph of 120 to 180 words, so that whoever reads it could act on it."),
    make("div", { className: "desk-of" }, make("div", {}, make("div", { className: "pad" }, under, area), count, make("div", { className: "acts" }, compare, why)), side),
    duo,
    spoken,
  );
  new ResizeObserver(() => {
    grow();
    under.querySelectorAll("i").forEach((one) => one.remove()); // lines break anew
    gutter(read());
  }).observe(node);
  draw();

  function range() {
    return more?.words ?? [120, 180];
  }

  /** The sentences, each with the points of which it seems to speak. */
  function read() {
    const sentences = area.value.match(SENTENCE) ?? [];
    if (!more) return sentences.map((text) => ({ text, points: [] }));
    const result = more.looked.findIndex(([line]) => line?.role === "conclusion");
    other = saysTheOther(sentences, more.looked[result]?.[0].finds, more.by) ? result : -1;
    const speaking = (text) => (lines, at) => (at !== other && lines.some((line) => speaks(text, line, more.by)) ? [at] : []);
    return sentences.map((text) => ({ text, points: more.looked.flatMap(speaking(text)) }));
  }

  /** How a point stands: what the learner says of it goes before what was found. */
  function stands(at, found) {
    if (found.has(at)) return struck.has(at) ? "✕ Struck by you" : "✓ Found";
    if (ticked.has(at)) return "✓ Says you";
    return at === other ? "Not found yet: the other result is stated" : "Not found yet";
  }

  function draw() {
    const sentences = read();
    side.hidden = !more; // what stands beside the text makes its lines shorter
    const found = new Set(sentences.flatMap((one) => one.points));
    const number = (area.value.match(/\S+/g) ?? []).length;
    const [least, most] = range();
    words.textContent = `${number} ${number === 1 ? "word" : "words"}`;
    left.textContent = number < least ? `aim for ${least} to ${most}` : number > most ? `${number - most} over ${most}` : `within ${least} to ${most}`;
    bar.style.setProperty("--at", `${(Math.min(number, 240) / 240) * 100}%`);
    bar.classList.toggle("over", number > most);
    under.replaceChildren(...sentences.map((one) => make("span", { className: holding(one).length ? "on" : "" }, one.text)), "\n");
    grow();
    gutter(sentences);
    drawPoints(found);
    compare.hidden = !more || shown;
    compare.disabled = number < COMPARE;
    say(why, !more ? "Once the sentences above are done, this page looks for the points that your text covers." : shown || number >= COMPARE ? "" : `Opens at ${COMPARE} words: write first, then look.`);
    drawModel(found);
  }

  /** The points of which a sentence speaks, without those that the learner struck. */
  function holding(one) {
    return one.points.filter((point) => !struck.has(point));
  }

  function grow() {
    area.style.height = "auto";
    if (area.scrollHeight) area.style.height = `${area.scrollHeight}px`;
  }

  /** At the edge, the numbers of the points that a sentence speaks of. */
  function gutter(sentences) {
    const top = under.getBoundingClientRect().top;
    let last = -99;
    sentences.forEach((one, at) => {
      const line = under.children[at]?.getClientRects()[0];
      if (!holding(one).length || !line) return;
      last = Math.max(line.top - top, last + 22);
      const numbers = make("i", {}, ...holding(one).slice(0, 2).map((point) => make("b", { className: "n" }, String(point + 1))));
      numbers.style.top = `${last}px`;
      under.append(numbers);
    });
  }

  function drawPoints(found) {
    if (!more) return;
    const all = more.looked.filter((_, at) => stands(at, found).startsWith("✓"));
    sum.textContent = `${all.length} of ${more.looked.length} points found in your text`;
    say(side.querySelector(".note"), "Found by looking for words, on this page. It can miss what you say in other ways, and be fooled: overrule it where it errs.");
    keep(list, more.looked.map((_, at) => ({ id: `p${at}`, at, auto: found.has(at), state: stands(at, found) })), ({ at }) => {
      const [tick, strike] = [overruling(ticked, at, "I say it in other words"), overruling(struck, at, "I do not say this")];
      const state = make("b", {});
      const { parts, right } = more.points[at];
      const says = (parts.length ? parts : right.slice(0, 1)).map((id) => question.parts.find((part) => part.id === id).says).join(" ");
      const number = make("span", { className: "n", "aria-hidden": "true" }, String(at + 1));
      const node = make("li", {}, number, make("span", {}, more.points[at].title, make("small", {}, says), tick, strike), state);
      node.update = (now) => {
        node.className = now.state.startsWith("✓") ? "on" : "";
        tick.hidden = now.auto;
        strike.hidden = !now.auto;
        if (state.textContent !== now.state) state.replaceChildren(...signed(now.state));
      };
      return node;
    });
  }

  /** A box by which the learner overrules what was found of a point, or was not. */
  function overruling(points, at, label) {
    const box = make("input", { type: "checkbox", checked: points.has(at), onchange: () => {
      if (box.checked) points.add(at);
      else points.delete(at);
      draw();
      changed();
    } });
    return make("label", { className: "tick" }, box, label);
  }

  function drawModel(found) {
    duo.hidden = !shown || !more;
    if (duo.hidden) return;
    const stated = (point) => (point ? stands(point - 1, found) : "Not looked for");
    const length = more.model.map((line) => line.says).join(" ").split(/\s+/).length;
    const model = make("p", { className: "model" }, ...more.model.flatMap(({ says, point }) => [says, point ? make("sup", { "aria-label": `point ${point}` }, String(point)) : "", " "]));
    const rows = more.published.map(({ says, point }) => make("tr", {}, make("td", {}, point ? make("span", { className: "n", "aria-hidden": "true" }, String(point)) : "", says), make("td", { className: point ? (stated(point).startsWith("✓") ? "yes" : "open") : "" }, ...signed(stated(point)))));
    const published = rows.length
      ? make("table", {}, make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "The published determination says"), make("th", { scope: "col" }, "Yours"))), make("tbody", {}, ...rows))
      : make("p", { className: "note" }, "This file differs from the published one, so the published reasons do not fit it.");
    duo.replaceChildren(
      make("div", {}, make("h4", {}, `${more.title} `, make("small", {}, `${length} words, ours`)), model, sources()),
      make("div", {}, make("h4", {}, "Point by point"), published, rows.length ? make("p", { className: "note" }, "The published text, in our words, is a reason to look again at yours, and no key.") : ""),
    );
  }

  /** Where each ground stands and how surely that is known, folded. */
  function sources() {
    const cites = more.sources || [];
    return cites.length ? make("details", {}, make("summary", {}, "Sources, and how surely they are known"), make("ul", {}, ...cites.map((cite) => make("li", {}, cite)))) : "";
  }

  function tellLater() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      spoken.textContent = `${words.textContent}, ${left.textContent}${more ? `; ${sum.textContent}` : ""}.`;
    }, PAUSE);
  }

  return {
    node,
    answer: () => Object.fromEntries([["own", area.value], ["ticked", [...ticked, ...[...struck].map((at) => `not ${at}`)].sort().join(",")]].filter(([, value]) => value)),
    open(now) {
      more = now;
      draw();
    },
  };
}

/** Whether a written sentence seems to say what a line says; Python (looking.py) looks in the same way. */
function speaks(text, line, by) {
  let folded = foldedOf(text, by);
  if (new RegExp(by.turned).test(folded)) return false;
  if (line.role === "guideline" && !new RegExp(by.names).test(folded)) return false;
  if (!line.words.length) {
    const own = new Set(folded.match(/[a-z0-9]+/g) ?? []);
    return line.like.length > 0 && line.like.filter((word) => own.has(word)).length / line.like.length >= by.alike;
  }
  if (line.role === "conclusion") folded = stated(folded, by).join(", ");
  const finds = line.role === "ground" || line.role === "conclusion";
  const groups = line.words.map((group) => group.split("|"));
  const last = groups.pop();
  if (!groups.every((group) => group.some((one) => placesOf(one, folded).length))) return false;
  if (!last.some((one) => (finds ? saidIn(one, folded, by) : placesOf(one, folded).length))) return false;
  return line.role !== "ground" || !contradicted(folded, line, by);
}

/** Whether a text states the other result, or denies the one that it should state. */
function saysTheOther(sentences, outcome, by) {
  const own = by.results[outcome]?.split("|");
  if (!own) return false;
  const other = Object.entries(by.results).find(([name]) => name !== outcome)[1].split("|");
  return sentences.some((text) => stated(foldedOf(text, by), by).some((clause) =>
    other.some((one) => saidIn(one, clause, by)) || own.some((one) => placesOf(one, clause).length && !saidIn(one, clause, by))));
}

function foldedOf(text, by) {
  const plain = text.toLowerCase().replace(/’/g, "'").replace(/\s+/g, " ").trim();
  return plain.replace(new RegExp(by.idle, "g"), "").replace(/\s+/g, " ").trim();
}

/** Where a word begins that begins so. */
function placesOf(word, text) {
  return [...text.matchAll(new RegExp(`(?<![a-z0-9])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "g"))].map((found) => found.index);
}

/** Whether a word is there without a denial right before it. */
function saidIn(word, text, by) {
  const places = placesOf(word, text);
  if (new RegExp(`^(?:${by.negates})`).test(word)) return places.length > 0;
  return places.some((place) => !new RegExp(by.denied).test(text.slice(0, place)));
}

/** The clauses of a sentence that suppose nothing. */
function stated(folded, by) {
  return folded.split(new RegExp(by.clause)).filter((clause) => !new RegExp(by.supposes).test(clause)).map((clause) => clause.trim());
}

/** Whether a clause on the same matter says that the file shows it, or that it does not. */
function contradicted(folded, line, by) {
  const topic = line.words[0].split("|");
  return folded.split(new RegExp(by.clause)).some((clause) => {
    if (!topic.some((one) => placesOf(one, clause).length)) return false;
    if (line.finds !== "open") return new RegExp(by.silent).test(clause);
    return new RegExp(by.affirms).test(clause) && !new RegExp(by.denial).test(clause);
  });
}
