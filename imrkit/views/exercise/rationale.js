// Puts a rationale together from sentences; what they cover is told after Check. Below them it may be
// written in the learner's own words (writing.js).

function rationaleForm(box, question, given, changed) {
  const parts = new Map(question.parts.filter((part) => part.input === "place").map((part) => [part.id, part]));
  const taken = [...parts.keys()].filter((id) => given[id]).sort((one, other) => given[one] - given[other]);
  let locked = false;
  let said = null;

  const spoken = spokenLine();
  const pool = make("ul", { className: "pool" });
  const draft = make("ol", { className: "taken" });
  const points = make("ol", { className: "points" });
  const pointsBox = make("div", { className: "covered", hidden: true }, make("h4", {}), points);
  const writing = writingOf(question, given, changed);
  box.append(
    make(
      "div",
      { className: "rationale-form" },
      foldedFile(question),
      make("div", { className: "two" }, make("div", { role: "group", "aria-label": "Sentences to choose from" }, make("h4", {}, "Sentences to choose from"), pool), make("div", { className: "paper", role: "group", "aria-label": "Your text" }, make("h4", {}, "Your text"), draft)),
      pointsBox,
      writing.node,
      spoken,
    ),
  );
  draw();

  function acted(text) {
    said = null;
    spoken.textContent = text;
    draw();
    changed();
  }

  function take(id) {
    const left = [...parts.keys()].filter((one) => !taken.includes(one));
    const next = left[left.indexOf(id) + 1] ?? left[left.indexOf(id) - 1];
    taken.push(id);
    acted(`Added as sentence ${taken.length}.`);
    const focus = next ? pool.querySelector(`[data-part="${next}"] button`) : draft.querySelector("button:not(:disabled)");
    focus?.focus();
  }

  function drop(id) {
    const at = taken.indexOf(id);
    taken.splice(at, 1);
    acted("Left out.");
    const next = taken[at] ?? taken[at - 1];
    (next ? draft.querySelector(`[data-part="${next}"] .drop`) : pool.querySelector("button"))?.focus();
  }

  function move(id, by) {
    const at = taken.indexOf(id);
    const to = at + by;
    if (to < 0 || to >= taken.length || locked) return;
    taken.splice(to, 0, ...taken.splice(at, 1));
    acted(`Now sentence ${to + 1} of ${taken.length}.`);
    const node = draft.querySelector(`[data-part="${id}"]`);
    (node.querySelector(by < 0 ? ".up:not(:disabled)" : ".down:not(:disabled)") ?? node.querySelector("button:not(:disabled)")).focus();
  }

  function draw() {
    const left = [...parts.keys()].filter((id) => !taken.includes(id));
    keep(pool, left.length ? left.map((id) => ({ id })) : [{ id: "" }], ({ id }) => (id ? poolNode(id) : emptyNode("Every sentence is in your text.")));
    keep(draft, taken.length ? taken.map((id) => ({ id })) : [{ id: "" }], ({ id }) => (id ? takenNode(id) : emptyNode("Add the first sentence: what does such a text open with?")));
  }

  function emptyNode(text) {
    return Object.assign(make("li", { className: "empty" }, text), { update() {} });
  }

  function poolNode(id) {
    const button = make("button", { type: "button", onclick: () => take(id) }, make("span", { "aria-hidden": "true", className: "plus" }, "+"), make("span", { className: "imr-unseen" }, "Add: "), parts.get(id).says);
    const told = make("small", { hidden: true });
    button.append(told);
    const node = make("li", { "data-part": id }, button);
    node.update = () => {
      button.disabled = locked;
      const place = said?.key?.[id];
      node.classList.toggle("key", Boolean(place));
      say(told, place ? `The answer: sentence ${place}.${covering(id, "right")}` : "");
    };
    return node;
  }

  /** Which point a sentence covers, in words; "" for none. */
  function covering(id, by) {
    const point = said?.points?.findIndex((one) => one[by]?.includes(id)) ?? -1;
    return point >= 0 ? ` Covers point ${point + 1}.` : "";
  }

  function takenNode(id) {
    const says = parts.get(id).says;
    const button = (className, mark, label, onclick) => make("button", { type: "button", className, "aria-label": `${label}: ${says}`, title: label, onclick }, mark);
    const up = button("up", "↑", "Move up", () => move(id, -1));
    const down = button("down", "↓", "Move down", () => move(id, 1));
    const out = button("drop", "✕", "Leave out", () => drop(id));
    const covers = make("span", { className: "covers" });
    const told = make("small", { hidden: true });
    const node = make("li", { "data-part": id, onkeydown: keys }, covers, make("span", { className: "says" }, says, told), make("span", { className: "tools" }, up, down, out));
    function keys(event) {
      const by = event.altKey && { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!by) return;
      event.preventDefault();
      move(id, by);
    }
    node.update = () => {
      const at = taken.indexOf(id);
      covers.dataset.place = String(at + 1);
      up.disabled = locked || at === 0;
      down.disabled = locked || at === taken.length - 1;
      out.disabled = locked;
      const covered = covering(id, "parts");
      const idle = said?.idle?.includes(id);
      const wrong = said?.false?.includes(id) || (said?.key && !said.key[id] && !idle);
      node.className = wrong ? "false" : covered ? "covering" : "";
      const held = node.className !== "false";
      covers.replaceChildren(...(held ? [] : [make("b", { "aria-hidden": "true" }, "✕"), make("span", { className: "imr-unseen" }, "This does not belong here.")]));
      const place = said?.key?.[id];
      const counted = taken.filter((one) => !said?.idle?.includes(one)).indexOf(id) + 1;
      const elsewhere = held && place && Number(place) !== counted ? `The answer: sentence ${place}.` : "";
      say(told, idle ? "True, and not needed here." : held ? `${elsewhere}${covered}`.trim() : "");
    };
    return node;
  }

  function show(feedback) {
    const more = feedback?.more ?? {};
    said = feedback ? { ...more, key: feedback.key } : null;
    pointsBox.hidden = !more.points;
    if (more.points) {
      const got = more.points.filter((point) => point.parts.length).length;
      pointsBox.firstElementChild.textContent = `${got} of ${more.points.length} points covered`;
      points.replaceChildren(...more.points.map((point, at) => {
        const on = point.parts.length > 0;
        const by = on ? point.parts : (point.right ?? []);
        const sentences = by.map((id) => parts.get(id).says).join(" ");
        const says = sentences && !on ? `The answer: ${sentences}` : sentences;
        return make("li", { className: on ? "on" : "" }, make("span", { className: "n", "aria-hidden": "true" }, String(at + 1)), make("span", {}, point.title, says ? make("small", {}, says) : ""), make("b", {}, ...signed(on ? "✓ Covered" : point.right ? "Not covered" : "Not yet")));
      }));
    }
    draw();
    writing.open(more.looked ? more : null);
    return [];
  }

  return {
    answer: () => ({ ...Object.fromEntries(taken.map((id, at) => [id, String(at + 1)])), ...writing.answer() }),
    show,
    lock(now) {
      locked = now;
      draw();
    },
    writes: true,
  };
}
rationaleForm.papers = true;
