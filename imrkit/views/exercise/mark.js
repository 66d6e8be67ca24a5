// Marks sentences of the file: they prove, hint at or contradict what is asked, or nothing does.
//
// All sentences are one stop of the Tab key: arrows move between them, P, H and C mark, Space goes
// through the three, Enter marks with the pen that is chosen, Escape clears.

const KEYS = { p: 0, h: 1, c: 2 };
const LETTERS = ["P", "H", "C"];
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

function markForm(box, question, given, changed) {
  const parts = question.parts.filter((part) => part.id !== "nothing");
  const silent = question.parts.find((part) => part.id === "nothing");
  const strengths = parts[0].options;
  const marks = new Map(parts.filter((part) => given[part.id]).map((part) => [part.id, given[part.id]]));
  const places = new Map(); // the paper on which each sentence stands
  const sentences = new Map();
  let told = null; // the note to which the file was scrolled, until the learner moves it
  let pen = strengths[0].id;
  let locked = false;

  const spoken = spokenLine();
  const name = `imr-${unique()}`;
  const pens = make("fieldset", { className: "pens" }, make("legend", { className: "imr-unseen" }, "Mark as"));
  strengths.forEach((strength, at) => {
    const radio = make("input", { type: "radio", name, checked: !at, onchange: () => (pen = strength.id) });
    pens.append(make("label", {}, radio, make("span", { className: `pen s${at}` }, make("kbd", { "aria-hidden": "true" }, LETTERS[at]), strength.says)));
  });
  const how = make("p", { className: "how", id: `${name}-how` }, "Click a sentence to mark it. By keyboard: arrows move; ", key("P"), ", ", key("H"), ", or ", key("C"), " marks; ", key("Space"), " changes it; ", key("Esc"), " clears it. Two sentences contradict if they cannot both be so.", make("span", { className: "imr-unseen" }, " With a screen reader: choose a mark above, then press Enter at a sentence; Enter once more clears it."));
  const searched = make("p", { className: "searched", hidden: true });
  const papers = make("div", { className: "papers-in" }, ...drawnPapers());
  const top = make("div", { className: "top" }, make("h4", {}, "The file"), pens, how);
  const desk = make("div", { className: "desk", role: "group", "aria-label": "The file", "aria-describedby": how.id }, top, papers);

  const list = make("ul", { className: "marks" });
  const none = make("input", { type: "checkbox", checked: Boolean(given.nothing), onchange: () => sayNothing() });
  const noneSign = signOf();
  const noneKey = make("p", { className: "keyed", hidden: true });
  const panel = make(
    "div",
    { className: "panel", role: "group", "aria-label": "Your marks" },
    list,
    make("label", { className: "none", "data-part": "nothing" }, none, make("span", {}, silent.says, " ", noneSign.node)),
    noneKey,
    searched,
  );
  box.append(make("div", { className: "mark-form" }, desk, panel, spoken));
  sentences.values().next().value.tabIndex = 0;
  for (const moves of ["wheel", "touchstart", "pointerdown", "keydown"]) desk.addEventListener(moves, () => (told = null), { passive: true });
  // In another width lines break elsewhere, and the bar above the file has another height.
  new ResizeObserver(() => comeIntoSight(told)).observe(top);
  draw();

  function key(text) {
    return make("kbd", {}, text);
  }

  /** The papers, each line that can be marked as a button; the parts come in the order of the lines. */
  function drawnPapers() {
    let next = 0;
    return question.papers.map((paper, place) => {
      const lines = paper.lines.flatMap((line) => {
        const part = parts[next];
        if (part?.says !== line) return [make("span", { className: "plain" }, line), " "];
        next += 1;
        places.set(part.id, paperTitle(paper.title));
        return [sentenceOf(part), " "];
      });
      return paperNode(paper.title, place + 1, question.papers.length, ...lines);
    });
  }

  function sentenceOf(part) {
    const node = make("span", {
      className: "sentence",
      role: "button",
      tabIndex: -1,
      "data-part": part.id,
      onclick: () => (stand(part.id), put(part.id, marks.get(part.id) === pen ? "" : pen)),
      onkeydown: (event) => pressed(event, part.id),
    }, part.says);
    sentences.set(part.id, node);
    return node;
  }

  function pressed(event, id) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const ids = [...sentences.keys()];
    const at = ids.indexOf(id);
    const step = STEPS[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? ids.length - 1 : step ? at + step : -1;
    const strength = KEYS[event.key.toLowerCase()];
    if (ids[to]) stand(ids[to], true);
    else if (step || to >= 0) return event.preventDefault();
    else if (strength !== undefined) put(id, strengths[strength].id);
    else if (event.key === " ") put(id, following(marks.get(id)));
    else if (event.key === "Enter") put(id, marks.get(id) === pen ? "" : pen);
    else if (["Escape", "Delete", "Backspace"].includes(event.key)) put(id, "");
    else return;
    event.preventDefault();
  }

  function following(mark) {
    const at = strengths.findIndex((strength) => strength.id === mark);
    return strengths[at + 1]?.id ?? "";
  }

  /** Make a sentence the one at which the Tab key stops. */
  function stand(id, focus = false) {
    sentences.forEach((node, one) => (node.tabIndex = one === id ? 0 : -1));
    if (focus) sentences.get(id).focus();
  }

  function put(id, strength) {
    const gone = box.closest(".gone"); // nobody would keep it
    if (locked || gone || (marks.get(id) ?? "") === strength) return;
    if (strength) marks.set(id, strength);
    else marks.delete(id);
    // A hint leaves it open; what proves or contradicts does not go with "nothing".
    if (strength && strength !== strengths[1].id) none.checked = false;
    clear(id);
    noneSign.show(null);
    spoken.textContent = strength ? `Marked: ${word(strength)}.` : "Mark cleared.";
    draw();
    changed();
  }

  function sayNothing() {
    if (none.checked) marks.forEach((strength, id) => strength !== strengths[1].id && (marks.delete(id), clear(id)));
    noneSign.show(null);
    draw();
    changed();
  }

  function word(strength) {
    return strengths.find((one) => one.id === strength).says.toLowerCase();
  }

  function draw() {
    sentences.forEach((node, id) => {
      const strength = marks.get(id);
      const at = strengths.findIndex((one) => one.id === strength);
      node.setAttribute("aria-pressed", String(at >= 0));
      node.dataset.letter = LETTERS[at] ?? "";
      node.className = `sentence${at >= 0 ? ` marked s${at}` : ""}${node.ruled ? ` ${node.ruled}` : ""}`;
      if (at >= 0) node.setAttribute("aria-label", `${node.textContent} Marked: ${word(strength)}.`);
      else node.removeAttribute("aria-label");
    });
    const ordered = [...sentences.keys()].filter((id) => marks.has(id));
    keep(list, ordered.length ? ordered.map((id) => ({ id })) : [{ id: "" }], ({ id }) => (id ? markOf(id) : emptyNode()));
  }

  function emptyNode() {
    const node = make("li", { className: "empty" }, "Mark every sentence that answers, or say that nothing does.");
    node.update = () => (node.textContent = none.checked ? "No sentence: you say that the file is silent." : "Mark every sentence that answers, or say that nothing does.");
    return node;
  }

  function markOf(id) {
    const says = sentences.get(id).textContent;
    const select = make("select", { "aria-label": `What it does: ${says}`, onchange: () => put(id, select.value) }, ...strengths.map((one) => make("option", { value: one.id }, one.says)));
    const see = make("button", { type: "button", className: "link", "aria-label": `Show: ${says}`, onclick: () => stand(id, true) }, "Show");
    const drop = make("button", { type: "button", className: "link", "aria-label": `Remove the mark: ${says}`, onclick: () => {
      const next = node.nextElementSibling ?? node.previousElementSibling;
      put(id, "");
      (next?.querySelector("select") ?? none).focus();
    } }, "Remove");
    const node = make("li", {}, make("q", {}, says), make("small", {}, places.get(id)), make("span", { className: "tools" }, select, see, drop));
    node.update = () => {
      select.value = marks.get(id);
      select.disabled = drop.disabled = locked;
    };
    return node;
  }

  /** What was said to a sentence stands behind it until its mark is changed. */
  function note(id, kind, head, says) {
    const sentence = sentences.get(id);
    sentence.ruled = kind;
    const noteId = `imr-${unique()}`;
    sentence.setAttribute("aria-describedby", noteId);
    sentence.note = make("span", { className: `note ${kind}`, id: noteId }, markNode(kind), make("span", {}, make("b", {}, head), says ? ` ${says}` : ""));
    sentence.after(sentence.note);
  }

  function clear(id) {
    const sentence = sentences.get(id);
    sentence.note?.remove();
    sentence.removeAttribute("aria-describedby");
    sentence.note = null;
    sentence.ruled = "";
  }

  function show(feedback) {
    sentences.forEach((_, id) => clear(id));
    noneSign.show(null);
    say(noneKey, "");
    searched.hidden = true;
    draw();
    if (!feedback) return [];
    const shown = [];
    const own = new Set(Object.keys(feedback.answer));
    for (const reply of feedback.replies) {
      if (!own.has(reply.part)) continue;
      if (reply.part === "nothing") noneSign.show(reply);
      else note(reply.part, reply.right ? "right" : "again", reply.right ? "That holds." : feedback.key ? "Your mark does not hold." : "Look again.", reply.says);
      shown.push(reply.part);
    }
    tellKey(feedback);
    tellSearched(feedback.more ?? {});
    draw();
    told = papers.querySelector(".note.key") ?? papers.querySelector(".note");
    comeIntoSight(told);
    // One reply is told beside Check too, where its sentence may be out of sight.
    const inSight = desk.getBoundingClientRect().right <= panel.getBoundingClientRect().left;
    return inSight || shown.length > 1 ? shown : [];
  }

  /** Scroll the file, and not the page, to what was said of it, with the sentence above it. */
  function comeIntoSight(said) {
    if (said?.isConnected && !inSight(said)) desk.scrollTop += startOf(said) - fromOf();
  }

  function startOf(said) {
    return said.previousElementSibling.getBoundingClientRect().top;
  }

  /** Where the bar above the file ends. */
  function fromOf() {
    return desk.getBoundingClientRect().top + top.offsetHeight + 12;
  }

  function inSight(said) {
    return startOf(said) >= fromOf() - 1 && said.getBoundingClientRect().bottom <= desk.getBoundingClientRect().bottom + 1;
  }

  function tellKey({ key }) {
    if (!key) return;
    for (const [id, some] of Object.entries(key)) {
      const [strength] = [some].flat(); // of several marks that hold, the first
      const sentence = sentences.get(id);
      if (!sentence || marks.get(id) === strength) continue;
      clear(id);
      const mine = marks.has(id) ? ` Your answer: ${word(marks.get(id))}.` : "";
      note(id, strength === strengths[1].id ? "near" : "key", "The answer:", `${word(strength)}.${mine}`);
    }
    if (key.nothing && !none.checked) say(noneKey, "The answer: nothing in this file answers it.");
  }

  function tellSearched({ searched: count, silent: nowhere, nearest = [] }) {
    if (!count || !nowhere) return;
    searched.hidden = false;
    searched.replaceChildren(make("b", {}, `Searched: ${count.papers} documents, ${count.sentences} sentences.`), " None of them settles it.");
    for (const near of nearest) {
      const sentence = sentences.get(near.part);
      if (sentence.ruled === "again") continue; // told already
      clear(near.part);
      note(near.part, "near", "Closest:", near.says);
    }
  }

  return {
    answer: () => ({ ...Object.fromEntries(marks), ...(none.checked ? { nothing: silent.options[0].id } : {}) }),
    show,
    /** The first sentence to look at again, or the one at which the Tab key stops. */
    mend() {
      const ids = [...sentences.keys()];
      const first = ids.find((id) => sentences.get(id).ruled === "again") ?? ids.find((id) => sentences.get(id).tabIndex === 0);
      stand(first, true);
      return true;
    },
    lock(now) {
      locked = now;
      none.disabled = now;
      pens.disabled = how.hidden = now;
      draw();
    },
  };
}
markForm.papers = true;
