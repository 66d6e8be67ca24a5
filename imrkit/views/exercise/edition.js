// The form for a book: the plain form, with a line of time on which the learner sees the edition chosen.

const IN_FORCE = / (\d\d)\/(\d\d)\/(\d{4})$/;

function editionForm(box, question, given, changed) {
  const lines = [];
  const draw = () => lines.forEach((line) => line());
  const form = plainForm(box, question, given, () => {
    draw();
    changed();
  });
  for (const part of question.parts) {
    if (part.options.length < 2 || !part.options.every((option) => IN_FORCE.test(option.says))) continue;
    const line = timeLine(part.options);
    box.querySelector(`[data-part="${part.id}"]`).append(line.node);
    lines.push(() => line.draw(form.answer()[part.id]));
  }
  draw();
  return form;
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
  const ticks = starts.map((start, place) => {
    const tick = make("i", {}, options[place].says.split(",")[0]);
    tick.style.left = at(start);
    // Where two come soon after each other, the later stands lower.
    tick.classList.toggle("low", place % 2 === 1 && (start - starts[place - 1]) / (last - first) < 0.12);
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
