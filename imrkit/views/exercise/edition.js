// The form for a book: date and guideline first; once they are right, the edition, on a line of time,
// and the section.

const IN_FORCE = / (\d\d)\/(\d\d)\/(\d{4})$/;

function editionForm(box, question, given, changed) {
  const inputs = new Map();
  const lines = [];
  const draw = () => lines.forEach((line) => line());
  const first = question.parts.filter((part) => part.options.length);
  const rest = question.parts.filter((part) => !part.options.length);
  let offered = false;
  let locked = false;
  box.classList.add("compact");
  first.forEach(add);

  function add(part) {
    const only = part.options.length === 1 ? part.options[0].id : "";
    const input = inputOf(part, given[part.id] ?? only, () => (draw(), changed()));
    inputs.set(part.id, input);
    box.append(input.node);
    if (part.options.length > 1 && part.options.every((option) => IN_FORCE.test(option.says))) {
      const line = timeLine(part.options);
      input.node.append(line.node);
      lines.push(() => line.draw(input.value()));
    }
  }

  function offer(options) {
    if (offered || !options) return;
    offered = true;
    rest.forEach((part) => add({ ...part, options: options[part.id] }));
    draw();
  }

  function lock() {
    inputs.forEach((input, part) => input.lock(locked || (offered && first.some((one) => one.id === part))));
  }

  return {
    answer: () => answered(inputs),
    show(feedback) {
      offer(feedback?.more?.offered);
      lock();
      return showReplies(inputs, feedback);
    },
    lock(now) {
      locked = now;
      lock();
    },
    fault() {
      const missing = offered && rest.find((part) => !inputs.get(part.id).value());
      return missing ? { part: missing.id, says: `No answer yet: “${missing.says}”` } : null;
    },
  };
}

/** Editions on a line of time, each from the day it came into force; for the eye only. */
function timeLine(options) {
  const began = (option) => {
    const [, month, day, year] = option.says.match(IN_FORCE);
    return Number(year) + (Number(month) - 1) / 12 + (Number(day) - 1) / 365;
  };
  const starts = options.map(began);
  const first = Math.floor(starts[0]) - 1;
  const last = Math.ceil(starts.at(-1)) + 3;
  const at = (year) => `${(100 * (year - first)) / (last - first)}%`;
  const bar = make("span");
  let low = false;
  const ticks = starts.map((start, place) => {
    const tick = make("i", {}, options[place].says.split(",")[0]);
    tick.style.left = at(start);
    // Where two come soon after each other, the later stands lower.
    low = !low && place > 0 && (start - starts[place - 1]) / (last - first) < 0.18;
    tick.classList.toggle("low", low);
    return tick;
  });
  const node = make("div", { className: "time-line", "aria-hidden": "true" }, bar, ...ticks);
  return {
    node,
    draw(chosen) {
      const place = options.findIndex((option) => option.id === chosen);
      bar.hidden = place < 0;
      if (place < 0) return;
      bar.style.left = at(starts[place]);
      bar.style.width = `calc(${at(starts[place + 1] ?? last)} - ${at(starts[place])})`;
    },
  };
}
