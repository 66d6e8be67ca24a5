// The reasons, what the learner changed, and what would change the result.

const SIGN = {
  met: "met", assumed: "assumed", "not met": "unmet", "not shown": "open", "not told": "untold",
  reading: "judge", "might apply": "open", aside: "aside",
};

/** One reason, or one rule that was looked at. */
function reason() {
  const mark = make("span", { className: "imr-mark", "aria-hidden": "true" });
  const verdict = make("strong", { className: "imr-verdict" });
  const was = make("span", { className: "was" });
  const text = make("span");
  const alone = make("strong", { className: "alone", hidden: true });
  const cite = make("div", { className: "imr-cite" });
  const picture = make("div", { className: "picture" });
  const node = make("li", {}, mark, make("div", {}, verdict, was, " ", text, alone, cite), picture);
  node.update = (one) => {
    node.className = `imr-ground imr-${SIGN[one.sign]}`;
    say(mark, one.mark);
    say(verdict, `${one.verdict}.`);
    say(was, one.was);
    say(text, one.text);
    if (one.alone !== undefined) say(alone, one.alone && ` ${one.alone}`);
    say(cite, one.cite);
    fill(picture, one.picture);
  };
  return node;
}

/** One fact that the learner changed, with the button to undo it. */
function changedFact(undo) {
  const label = make("span");
  const was = make("span");
  const now = make("b");
  const button = make("button", { type: "button", className: "link", onclick: () => undo(node.key) }, "undo");
  const node = make("li", {}, label, ": ", was, " ", make("span", { role: "img", "aria-label": "now" }, "→"), " ", now, " ", button);
  node.update = (one) => {
    say(label, one.label);
    say(was, one.was);
    say(now, one.now);
    button.setAttribute("aria-label", `Undo ${one.label}`);
  };
  return node;
}

/** One thing that would change the result, with the button to try it. */
function way(attempt) {
  const lead = make("strong");
  const rest = make("span");
  const button = make("button", { type: "button", onclick: () => attempt(node.values) }, "Try it");
  const node = make("li", {}, make("p", {}, lead, rest), button);
  node.update = (one) => {
    node.values = one.values;
    node.className = one.values ? "imr-way" : "imr-way imr-none";
    say(lead, one.lead);
    say(rest, one.text);
    button.hidden = !one.values;
    button.setAttribute("aria-label", `Try it: ${one.lead}${one.text}`);
  };
  return node;
}

/** Says aloud, once the hand rests, which reasons have changed since it last spoke. */
function announcer() {
  const node = make("p", { className: "imr-unseen", role: "log", "aria-live": "polite" });
  let heard = null;
  let timer = 0;
  const speak = (reasons) => {
    const now = new Map(reasons.map((one) => [one.key, one]));
    const changed = heard ? reasons.filter((one) => heard.has(one.key) && heard.get(one.key).verdict !== one.verdict) : [];
    const said = changed.map((one) => `${one.verdict}, before ${heard.get(one.key).verdict.toLowerCase()}: ${one.text}`);
    heard = now;
    if (said.length) node.textContent = said.join(" ");
  };
  node.update = (reasons) => {
    clearTimeout(timer);
    if (heard) timer = setTimeout(speak, 500, reasons);
    else speak(reasons);
  };
  return node;
}
