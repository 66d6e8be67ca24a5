// What several forms share: the file as papers, and small marks that go with what was said.

const RULING = { right: "✓", again: "↻", near: "?", key: "✓" };

/** A title as a heading: with a capital, and its date as charts write it. */
function paperTitle(title) {
  const dated = title.replace(/\b(\d{4})-(\d{2})-(\d{2})\b/g, "$2/$3/$1");
  return dated.charAt(0).toUpperCase() + dated.slice(1);
}

/** One paper: its title, what stands on it, and which of how many it is. */
function paperNode(title, place, count, ...children) {
  const id = `imr-${unique()}`;
  return make(
    "article",
    { className: "paper", "aria-labelledby": id },
    make("h4", { id }, paperTitle(title)),
    make("p", { className: "lines" }, ...children),
    make("p", { className: "foot" }, make("span", {}, "After a published decision. Wording and layout are ours, and so are some facts."), make("span", {}, `${place} of ${count}`)),
  );
}

/** The file, folded: for forms that need the room beside them for something else. */
function foldedFile(question) {
  const count = question.papers.length;
  if (!count) return "";
  const papers = question.papers.map((paper, place) => paperNode(paper.title, place + 1, count, paper.lines.join(" ")));
  return make("details", { className: "file folded" }, make("summary", {}, "The file ", make("small", {}, `${count} ${count === 1 ? "document" : "documents"}`)), make("div", { className: "desk" }, ...papers));
}

/** A mark in a circle, for the eye alone: a word always goes with it. */
function markNode(kind) {
  return make("span", { className: `ruling ${kind}`, "aria-hidden": "true" }, RULING[kind] ?? "");
}

/** A line that is read out, and not seen. */
function spokenLine() {
  return make("p", { className: "imr-unseen", "aria-live": "polite" });
}
