// A form with a row for each card or criterion and a column for each answer; narrow, the answers of a
// row stand below it. Criteria have a box to tick beside: whether one is enough by itself.

const MOST_COLUMNS = 5;
const STANDINGS = "Goes against it: a line of the file settles it so. Where no line does: Assumed if the question says that silence is read one way on it, else Not shown. Left to judgment: the text, or what the file tells, can be read both ways. Enough by itself: it is not met here, nor is any way around it, and were all else met, the denial would stand. Whether these boxes are right is told once every row is, or in the end.";

function matrixForm(box, question, given, changed) {
  const rows = question.parts.filter((part) => !part.optional);
  const beside = new Map(question.parts.filter((part) => part.optional).map((part) => [part.says, part]));
  const columns = rows[0].options;
  const id = `imr-${unique()}`;
  const inputs = new Map();
  const ticks = new Map(); // of each row the box beside it
  const table = make("div", { className: columns.length > MOST_COLUMNS ? "matrix stacked" : "matrix" });
  table.style.setProperty("--columns", columns.length);
  table.classList.toggle("with-alone", beside.size > 0);
  const heads = columns.map((column) => make("span", {}, column.says));
  if (beside.size) heads.push(make("span", {}, "Enough by itself"));
  table.append(make("div", { className: "heads", "aria-hidden": "true" }, make("span"), ...heads));
  rows.forEach((part, place) => {
    const row = rowOf(part, given[part.id], `${id}-${place}`, changed);
    inputs.set(part.id, row);
    const alone = beside.get(part.says);
    if (alone) {
      const tick = tickOf(alone, given[alone.id], part.id, `${id}-${place}-says`, changed);
      inputs.set(alone.id, tick);
      row.node.insertBefore(tick.node, row.node.lastElementChild);
      row.node.append(tick.reply);
      ticks.set(part.id, alone.id);
    }
    table.append(row.node);
  });
  if (question.kind === "grounds") box.append(make("p", { className: "note" }, STANDINGS));
  box.append(table);
  return {
    answer: () => answered(inputs),
    show(feedback) {
      const shown = [];
      inputs.forEach((input, part) => {
        const reply = feedback?.replies.find((one) => one.part === part);
        const key = reply?.right ? undefined : feedback?.key?.[part];
        const before = input.after && feedback?.replies.find((one) => one.part === input.after);
        const half = ticks.has(part) && !feedback?.replies.some((one) => one.part === ticks.get(part) && one.right);
        const waits = before?.right === false; // a box waits for its row, until all is told
        input.show(waits && !feedback.key ? null : reply, key, half, waits);
        if (reply) shown.push(part);
      });
      return shown;
    },
    lock: (locked) => inputs.forEach((input) => input.lock(locked)),
  };
}
matrixForm.wide = true;

/** What was said to one row, below it. */
function rowReply(id) {
  const node = make("p", { className: "reply", id, hidden: true });
  const show = (reply, answer, about, given, half) => {
    node.hidden = !reply && !answer;
    node.className = `reply ${reply?.right ? "right" : answer ? "answer" : "again"}`;
    if (node.hidden) return node.replaceChildren(); // what is hidden may still describe a control
    const word = reply?.right ? (half ? "✓ Right, as to how it stands." : "✓ Right.") : answer ? `The answer: ${ended(answer)}` : "↻ Look again.";
    const after = answer ? [given && ` Your answer: ${ended(given)}`, reply?.where && ` ${reply.where}`].filter(Boolean).join("") : reply?.says ? ` ${reply.says}` : "";
    node.replaceChildren(about ? `${about} ` : "", make("b", {}, ...signed(word)), printed(after));
  };
  return { node, show };
}

/** A text with a stop at its end, if it has none. */
function ended(text) {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

function rowOf(part, given, id, changed) {
  const boxes = new Map();
  const cells = make("div", { className: "cells", role: "radiogroup", "aria-labelledby": `${id}-says` });
  part.options.forEach((option) => {
    const input = make("input", { type: "radio", name: id, checked: given === option.id, onchange: changed });
    boxes.set(option.id, input);
    cells.append(make("label", {}, input, make("span", {}, option.says)));
  });
  const reply = rowReply(`${id}-reply`);
  const node = make("div", { className: "row", "data-part": part.id }, make("p", { className: "says", id: `${id}-says` }, part.says), cells, reply.node);
  return {
    node,
    value: () => [...boxes].find(([, input]) => input.checked)?.[0] ?? "",
    show(said, key, half) {
      const says = (id) => part.options.find((option) => option.id === id)?.says;
      const right = [key ?? []].flat();
      reply.show(said, right.map(says).join(", or: "), "", says([...boxes].find(([, input]) => input.checked)?.[0]), half);
      boxes.forEach((input, one) => {
        input.parentElement.classList.toggle("key", right.includes(one));
        // Not every screen reader tells what describes a group.
        if (said && input.checked) input.setAttribute("aria-describedby", `${id}-reply`);
        else input.removeAttribute("aria-describedby");
      });
    },
    lock: (locked) => boxes.forEach((input) => (input.disabled = locked)),
  };
}

/** A box to tick for a part of yes and no, in this order; its reply waits until another part is right.
 * It is named by what stands beside it and by its row. */
function tickOf(part, given, after, row, changed) {
  const [yes, no] = part.options;
  const id = `imr-${unique()}`;
  const input = make("input", { type: "checkbox", checked: given === yes.id, onchange: changed, "aria-labelledby": `${id}-says ${row}`, "aria-describedby": id });
  const reply = rowReply(id);
  const node = make("label", { className: "alone" }, input, make("span", { id: `${id}-says` }, yes.says));
  return {
    node,
    after,
    reply: reply.node,
    value: () => (input.checked ? yes.id : no.id),
    show: (said, key, _, waits) => reply.show(said?.right && !(waits && input.checked) ? null : said, part.options.find((option) => option.id === [key].flat()[0])?.says, "By itself:"),
    lock: (locked) => (input.disabled = locked),
  };
}
