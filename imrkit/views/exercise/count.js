// The form for a number or a date: its least and its most, which may have no end; and a line on which
// the learner sees the range.

const OPEN = "open";

function countForm(box, question, given, changed) {
  const inputs = new Map();
  const [low, high] = question.parts;
  const dates = low.input === "date";
  const line = rangeLine();
  const moved = () => {
    draw();
    changed();
  };
  for (const part of question.parts) {
    inputs.set(part.id, typedInput({ ...part, says: nameOf(part) }, given[part.id] === OPEN ? "" : given[part.id], moved));
  }
  const last = inputs.get(high.id);
  const none = make("input", { type: "checkbox", checked: given[high.id] === OPEN, onchange: () => {
    endless();
    last.show(null);
    moved();
  } });
  // What was entered waits unseen while there is no end.
  const endless = () => {
    last.field.disabled = none.checked;
    last.field.classList.toggle("endless", none.checked);
  };
  const open = make("label", { className: "tick" }, none, "No upper end: the file leaves it open");
  const note = make("p", { className: "note", id: `imr-${unique()}` }, `If only one ${dates ? "day" : "number"} is possible, enter it twice.`);
  const [first] = inputs.values();
  first.field.setAttribute("aria-describedby", [first.field.getAttribute("aria-describedby"), note.id].filter(Boolean).join(" "));
  const ends = make("div", { className: "ends" }, ...[...inputs.values()].map((input) => input.node));
  box.append(ends, ...(dates ? [] : [open]), note, ...(dates ? [] : [line.node]));
  const answer = () => ({ ...answered(inputs), ...(none.checked ? { [high.id]: OPEN } : {}) });
  const draw = () => line.draw(answer()[low.id], answer()[high.id]);
  endless();
  draw();
  return {
    answer,
    show(feedback) {
      const shown = showReplies(inputs, feedback);
      if (feedback?.key?.[high.id] === OPEN) inputs.get(high.id).show(feedback.replies.find((one) => one.part === high.id), "no upper end");
      return shown;
    },
    lock(locked) {
      inputs.forEach((input) => input.lock(locked));
      none.disabled = locked;
      last.field.disabled = locked || none.checked;
    },
    // What cannot be read as a number or a date is told before anything is checked.
    fault() {
      const good = dates ? /^\d{1,2}\/\d{1,2}\/(\d{4}|\d{2})$/ : /^(\d{1,7}|open)$/i;
      const bad = [...inputs].find(([part, input]) => answer()[part] && answer()[part] !== OPEN && !good.test(input.value()));
      if (!bad) return null;
      return { part: bad[0], says: dates ? "Write a date as MM/DD/YYYY." : "Write a whole number, in digits." };
    },
  };
}

/** A line of numbers with the range on it; for the eye only. */
function rangeLine() {
  const bar = make("span");
  const from = make("i");
  const to = make("i");
  const least = make("b", {}, "0");
  const most = make("b", { className: "most" });
  const node = make("div", { className: "range-line", "aria-hidden": "true" }, least, most, bar, from, to);
  return {
    node,
    draw(low, high) {
      const first = /^\d+$/.test(low ?? "") ? Number(low) : null;
      const open = high?.toLowerCase() === OPEN;
      const last = open ? null : /^\d+$/.test(high ?? "") ? Number(high) : first;
      node.hidden = first === null || (last !== null && last < first);
      if (node.hidden) return;
      const reach = Math.ceil(Math.max(20, 1.25 * (last ?? first)));
      const start = (100 * first) / reach;
      const end = open ? 100 : (100 * last) / reach;
      most.textContent = open ? "" : String(reach);
      bar.className = open ? "open" : "";
      bar.style.left = `${start}%`;
      bar.style.width = `max(3px, ${end - start}%)`;
      from.textContent = String(first);
      from.style.left = `${start}%`;
      to.textContent = open ? "no end" : last === first ? "" : String(last);
      to.style.left = `${end}%`;
    },
  };
}
