// Moves the fewest facts: each with its present value; moves are counted and undone one by one.

function changeForm(box, question, given, changed) {
  const facts = new Map(question.parts.map((part) => [part.id, factOf(part)]));
  const count = make("p", { className: "count" });
  const chips = make("ul", { className: "chips" });
  const undoAll = make("button", { type: "button", className: "link", onclick: () => (facts.forEach((fact) => fact.put("")), moved(), firstInput().focus()) }, "Back to the file");
  const moves = make("div", { className: "made", role: "group", "aria-label": "Your moves" }, count, chips, undoAll);
  const result = make("div", { className: "result", hidden: true });
  const turned = make("p", { className: "turned" }, "Turned means: from upheld to overturned, or back, for certain. “Turns on judgment” is neither: by one way of judging it is granted, by another not.");
  const spoken = spokenLine();
  let locked = false;
  box.append(make("div", { className: "change-form" }, turned, moves, make("div", { className: "facts" }, ...[...facts.values()].map((fact) => fact.node)), result, spoken));
  draw();

  function firstInput() {
    return facts.values().next().value.node.querySelector("input");
  }

  /** Tell how many moves that makes, and a value that no field tells as it changes. */
  function moved(value = "") {
    result.hidden = true;
    draw();
    spoken.textContent = `${value}${count.textContent}.`;
    changed();
  }

  function factOf(part) {
    const id = `imr-${unique()}`;
    const open = !part.options.length && !/\d/.test(part.now);
    const control = part.options.length ? switchOf(part, id) : stepperOf(part, id);
    const was = make("span", { className: open || part.now === "Not documented" ? "was open" : "was" }, part.now);
    const key = make("p", { className: "keyed", hidden: true });
    const node = make(
      "div",
      { className: "fact", "data-part": part.id, role: "group", "aria-labelledby": `${id} ${id}-now` },
      make("div", { className: "about" }, make("span", { id, className: "label" }, part.says), make("span", { className: "now", id: `${id}-now` }, "In the file: ", was)),
      control.node,
      key,
    );
    return { ...control, part, node, key };
  }

  /** Options beside each other; the first leaves the fact as it is, and what it is now is not offered again. */
  function switchOf(part, id) {
    const name = `imr-${unique()}`;
    const options = [{ id: "", says: "As it is" }, ...part.options.filter((option) => option.says !== part.now)];
    const radios = new Map(options.map((option) => [option.id, make("input", { type: "radio", name, checked: (given[part.id] ?? "") === option.id, onchange: () => moved() })]));
    const node = make("div", { className: "switch" }, ...options.map((option) => make("label", option.id ? {} : { className: "as-is" }, radios.get(option.id), make("span", {}, option.says))));
    return {
      node,
      value: () => [...radios].find(([, radio]) => radio.checked)?.[0] ?? "",
      put: (value) => radios.forEach((radio, one) => (radio.checked = one === value)),
      says: (value) => options.find((option) => option.id === value)?.says ?? value,
      lock: (now) => radios.forEach((radio) => (radio.disabled = now)),
    };
  }

  /** A number with a step down and a step up; blank leaves the fact as it is. */
  function stepperOf(part, id) {
    const least = part.now.match(/^(?:Assumed: )?(\d+)\b/)?.[1] ?? "";
    const now = /^\D*\d+ to \d/.test(part.now) ? "" : least; // of a range no number is what it is
    const field = make("input", { type: "text", inputMode: "numeric", autocomplete: "off", size: 4, value: given[part.id] ?? "", placeholder: now || "–", "aria-labelledby": id, oninput: () => (shown(), moved()), onkeydown: arrows });
    const less = make("button", { type: "button", className: "step", "aria-label": `One less: ${part.says}`, onclick: () => step(-1) }, "−");
    const more = make("button", { type: "button", className: "step", "aria-label": `One more: ${part.says}`, onclick: () => step(1) }, "+");
    const back = make("button", { type: "button", className: "link", onclick: () => (field.value = "", shown(), moved(), field.focus()) }, "As it is");
    const unit = make("span", { className: "unit" });
    const node = make("div", { className: "stepper" }, less, field, more, unit, back);
    const counted = (number) => (Number(number) === 1 ? part.one : part.unit);
    let off = false;
    const value = () => (field.value.trim() === now ? "" : field.value.trim());
    shown();

    function arrows(event) {
      const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      step(by);
    }
    function step(by) {
      const first = now ? Number(now) : least ? Number(least) - by : part.least - by;
      const from = field.value.trim() === "" ? first : Number(field.value);
      if (Number.isNaN(from)) return;
      const to = Math.min(Math.max(part.least, from + by), part.most ?? Infinity);
      field.value = String(to) === now ? "" : String(to);
      shown();
      moved(`${to} ${counted(to)}`.trim() + ". ");
    }
    function shown() {
      field.classList.toggle("set", Boolean(value()));
      unit.textContent = counted(value() || now);
      back.hidden = !value();
      less.disabled = off || Number(field.value || now || part.least + 1) <= part.least;
      more.disabled = off || Number(field.value || now || 0) >= (part.most ?? Infinity);
      field.disabled = back.disabled = off;
    }
    return {
      node,
      value,
      put: (to) => ((field.value = to), shown()),
      says: (to) => `${to} ${counted(to)}`.trim(),
      lock: (to) => ((off = to), shown()),
    };
  }

  function draw() {
    const made = [...facts.values()].filter((fact) => fact.value());
    say(count, made.length ? `${made.length} ${made.length === 1 ? "move" : "moves"}` : "No move yet");
    keep(chips, made.map((fact) => ({ id: fact.part.id, fact })), ({ fact }) => {
      const text = make("span", {});
      const undo = make("button", { type: "button", className: "link", onclick: () => {
        const next = node.nextElementSibling ?? node.previousElementSibling;
        fact.put("");
        moved();
        (next?.querySelector("button") ?? firstInput()).focus();
      } }, "Undo");
      const node = make("li", {}, text, undo);
      node.update = () => {
        say(text, `${fact.part.says}: ${fact.says(fact.value())}`);
        undo.setAttribute("aria-label", `Undo: ${text.textContent}`);
        undo.hidden = locked;
      };
      return node;
    });
    undoAll.hidden = locked || made.length < 2;
    facts.forEach((fact) => fact.node.classList.toggle("moved", Boolean(fact.value())));
  }

  function show(feedback) {
    facts.forEach((fact, id) => {
      const [key] = [feedback?.key?.[id]].flat(); // of several ways to turn it, one
      say(fact.key, !feedback?.key ? "" : key ? `The answer: ${fact.says(key)}` : fact.value() ? "The answer: as it is" : "");
    });
    const more = feedback?.more ?? {};
    result.hidden = !more.outcome || feedback.stale;
    if (more.outcome) {
      const fewest = more.least && more.moves > more.least ? ` ${more.least} would do.` : "";
      result.className = `result ${more.verdict.replace(" ", "-")}`;
      const made = `${more.moves || "no"} ${more.moves === 1 ? "move" : "moves"}`;
      result.replaceChildren(make("small", {}, `With ${made}. In the file: ${more.was}.${fewest}`), make("strong", {}, more.outcome), ...(more.says ? [make("p", {}, more.says)] : []), ...(more.against ?? []).map((ground) => make("p", { className: "ground" }, ground)));
    }
    return [];
  }

  return {
    answer: () => Object.fromEntries([...facts].map(([id, fact]) => [id, fact.value()]).filter(([, value]) => value)),
    show,
    lock(now) {
      locked = now;
      facts.forEach((fact) => fact.lock(now));
      draw();
    },
  };
}
