// Finds the sentence that is not so, and repairs it. The ways to repair come once it is found.

function errorForm(box, question, given, changed) {
  const [find, repair] = ["find", "repair"].map((id) => question.parts.find((part) => part.id === id));
  const sign = signOf();
  const name = `imr-${unique()}`;
  const lines = new Map(find.options.map((option) => [option.id, lineOf(option)]));
  const letter = make(
    "fieldset",
    { className: "letter", "data-part": "find" },
    make("legend", {}, find.says, " ", sign.node),
    make("div", { className: "paper" }, make("h4", {}, "Rationale"), make("p", { className: "lines" }, ...[...lines.values()].flatMap((line) => [line.node, " "]))),
  );
  const place = make("div", { className: "repairs" });
  let repairs = null;
  let found = false;
  let done = false;
  let told = ""; // the sentence that is not so, once it is told
  box.append(make("div", { className: "error-form" }, letter, place));
  draw();

  function lineOf(option) {
    const radio = make("input", { type: "radio", name, checked: given.find === option.id, onchange: () => (draw(), changed()) });
    const becomes = make("ins", { hidden: true });
    const keyed = make("span", { className: "keyed", hidden: true });
    const [out, instead] = [0, 1].map(() => make("span", { className: "imr-unseen", hidden: true }));
    const node = make("label", { className: "line" }, radio, out, make("span", { className: "says" }, option.says), instead, becomes, keyed);
    return { radio, out, instead, becomes, keyed, node };
  }

  function picked() {
    return [...lines].find(([, line]) => line.radio.checked)?.[0] ?? "";
  }

  /** The sentence as it reads with the repair that is chosen. */
  function draw() {
    const chosen = repairs?.options.find((option) => option.id === repairs.input.value());
    lines.forEach((line, id) => {
      const struck = Boolean(repairs) && (found ? line.radio.checked : id === told);
      line.node.classList.toggle("struck", struck);
      line.becomes.hidden = !(struck && chosen);
      line.becomes.textContent = struck && chosen ? printed(` ${chosen.says}`) : "";
      say(line.out, line.becomes.hidden ? "" : "Struck out: ");
      say(line.instead, line.becomes.hidden ? "" : " In its place: ");
      line.radio.disabled = found || done;
    });
  }

  function offer(options, chosen) {
    if (repairs || !options) return;
    const input = choiceInput({ ...repair, options }, chosen, () => (draw(), changed()));
    repairs = { input, options };
    place.append(input.node);
    input.lock(done);
  }

  return {
    folds: true, // what is said of a sentence would read as said of the one that is marked next
    answer() {
      const answer = { find: picked(), repair: repairs?.input.value() ?? "" };
      return Object.fromEntries(Object.entries(answer).filter(([, id]) => id));
    },
    show(feedback) {
      const replies = new Map((feedback?.replies ?? []).map((one) => [one.part, one]));
      const key = feedback?.key;
      // Once the ways to repair are sent and a try is left, the sentence is found.
      found = Boolean(feedback) && !key && Boolean(feedback.more?.repairs);
      told = key?.find ?? "";
      lines.forEach((line, id) => {
        const word = key?.find === id ? "this\u00a0one" : key && line.radio.checked ? "your\u00a0answer" : "";
        line.keyed.hidden = !word;
        line.keyed.classList.toggle("off", id !== told);
        line.keyed.replaceChildren(...(word ? [" ", make("span", { "aria-hidden": "true" }, "←\u00a0"), word] : []));
      });
      offer(feedback?.more?.repairs, feedback?.answer.repair ?? given.repair);
      sign.show(key ? null : replies.get("find"));
      repairs?.input.show(key ? null : replies.get("repair"), key?.repair);
      draw();
      return [];
    },
    lock(locked) {
      done = locked;
      repairs?.input.lock(locked);
      draw();
    },
  };
}
