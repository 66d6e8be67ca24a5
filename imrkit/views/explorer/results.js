// The grounds, and what would change the result.

const SIGN = { met: "imr-met", "not met": "imr-unmet", open: "imr-open", aside: "imr-aside" };

/** One ground, or one rule that was looked at. */
function ground() {
  const mark = make("span", { className: "imr-mark", "aria-hidden": "true" });
  const verdict = make("strong", { className: "imr-verdict" });
  const text = make("span");
  const alone = make("strong", {}, " Decides alone.");
  const cite = make("div", { className: "imr-cite" });
  const picture = make("div", { className: "picture" });
  const node = make("li", {}, mark, make("div", {}, verdict, " ", text, alone, cite), picture);
  node.update = (one) => {
    node.className = `imr-ground ${SIGN[one.sign]}`;
    say(mark, one.mark);
    say(verdict, `${one.verdict}.`);
    say(text, one.text);
    alone.hidden = !one.alone;
    say(cite, one.cite);
    fill(picture, one.picture);
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
