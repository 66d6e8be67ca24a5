// Choosing one of many cases: a word to look for, three filters, and a list of buttons.

const LENGTHS = { short: "short: few facts count", medium: "medium", long: "long: many facts count" };
const SHOWN = 8;
const DOT = "\u00a0· "; // no line begins with it
const SHORT = 3; // words up to so many letters stand for others ("PT"): they are looked for whole

/** Which case this tab had, by what it was for: {} where none, or where the browser keeps nothing. */
function keptCase(what) {
  try {
    return JSON.parse(sessionStorage.getItem(what)) ?? {};
  } catch {
    return {};
  }
}

/** Keep which case this tab has, so that it comes back with a new page or a new kernel; {} for none. */
function keepCase(what, { case: name, item }) {
  try {
    if (name) sessionStorage.setItem(what, JSON.stringify({ case: name, item }));
    else sessionStorage.removeItem(what);
  } catch {
    // Then one chooses again.
  }
}

/** The words of a text, in small letters. */
const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * What tells whether a row has all the words that are looked for: whole, at a beginning, or in the plural;
 * and by which of what is not seen of it.
 */
function finder(rows) {
  const texts = new Map(rows.map((row) => [row, wordsOf(`${row.request} ${row.part} ${row.parts.join(" ")} ${row.case} ${row.words}`)]));
  const every = new Set([...texts.values()].flat());
  const fits = (word) => (one) => (word.length <= SHORT && every.has(word) ? one === word : one.startsWith(word) || `${one}s` === word);
  return (looked) => {
    const asked = wordsOf(looked);
    const has = (row) => asked.every((word) => texts.get(row).some(fits(word)));
    const unseen = (row) => {
      const seen = wordsOf([row.request, row.patient, ...row.parts, row.number].join(" "));
      const hidden = asked.filter((word) => !seen.some(fits(word)));
      const had = (phrase) => hidden.filter((word) => wordsOf(phrase).some(fits(word)));
      // One word alone tells nothing more: it is what was looked for, or means the same.
      const phrases = row.words.split("; ").filter((one) => one.includes(" ") && had(one).length);
      phrases.sort((one, other) => had(other).length - had(one).length);
      return [...new Set(hidden.map((word) => phrases.find((phrase) => had(phrase).includes(word))))].filter(Boolean);
    };
    return { has, unseen };
  };
}

/** Draw the chooser into a box; chosen(row) is called with what is chosen.
 *
 * What is returned is told how far each case is that was begun, by "case item"; before, nothing is said of it. */
function choosing(box, rows, chosen) {
  const id = `imr-${unique()}`;
  const word = make("input", { type: "search", id: `${id}-word`, placeholder: "acupuncture, knee, naproxen …", autocomplete: "off" });
  const kinds = (row, name) => (name === "part" ? row.parts : [row[name]]);
  const filters = [
    ["part", "Part of the body"],
    ["family", "Treatment"],
    ["length", "Length"],
  ].map(([name, label]) => {
    const values = [...new Set(rows.flatMap((row) => kinds(row, name)))].sort();
    const order = name === "length" ? Object.keys(LENGTHS).filter((one) => values.includes(one)) : values;
    const options = order.map((value) => make("option", { value }, name === "length" ? LENGTHS[value] : value));
    const field = make("select", { id: `${id}-${name}` }, make("option", { value: "" }, "any"), ...options);
    return { name, field, node: make("label", { htmlFor: field.id }, make("span", {}, label), field) };
  });
  const finds = finder(rows);
  const count = make("p", { className: "imr-cite" });
  const list = make("ul", { className: "cases" });
  let most = SHOWN;
  let states = null;
  const more = make("button", { type: "button", className: "link", onclick: () => { most += 20; show(); } }, "Show more");
  const left = make("p", { className: "imr-cite" }, "A file told sentence by sentence is read line by line, and mostly you mark there what proves a fact; the other files are told in summary. Where no verdict is asked, the case can be argued either way, or the letter and our rule book differ: you judge its criteria. A letter may decide several items; each is counted by itself. A few items are not listed: no rule that imrkit holds speaks of them, so that there would be nothing to ask. Where a lesson says “of 194 determinations”, it counts all the letters that were read for the rules; not every one of them came in as a case.");

  /** What to do where nothing is found: a word, a menu, or both may ask for too much. */
  const none = (looked) => {
    const menus = filters.some(({ field }) => field.value) ? "set a menu to “any”" : "";
    const words = wordsOf(looked);
    const fewer = words.length === 1 ? `nothing is known here by “${looked}”; try another word, or choose a treatment from the menu` : "try fewer words";
    const ways = [words.length && fewer, menus].filter(Boolean).join(", or ");
    return `None of these: ${ways}.`;
  };

  /** What stands below a request: how far one is, whom it is for, where, how long, which file, and what it was found by. */
  const about = (row) => {
    const by = finds(word.value.trim()).unseen(row).map((phrase) => `“${phrase}”`).join(", ");
    const marks = [row.told && "sentence by sentence", !row.verdict && "no verdict asked", row.follows && `take item ${row.follows} of the letter first`].filter(Boolean);
    const state = states?.[`${row.case} ${row.item}`] ?? "not begun";
    const sign = { begun: "◐ ", finished: "✓ " }[state] ?? "";
    const far = states ? [make("span", { className: sign && "far" }, make("span", { "aria-hidden": "true" }, sign), state), DOT] : [];
    const number = make("span", { className: "number" }, row.number || "number not known");
    return [...far, [row.patient, row.parts.join(", "), row.length, ...marks, ""].join(DOT), number, ...(by ? [DOT, `found by ${by}`] : [])];
  };
  let lines = [];

  function show() {
    const looked = word.value.trim();
    const { has } = finds(looked);
    const found = rows.filter((row) => filters.every(({ name, field }) => !field.value || kinds(row, name).includes(field.value)) && has(row));
    say(count, found.length ? `${found.length} of ${rows.length} disputed items` : none(looked));
    lines = found.slice(0, most).map((row) => ({ row, node: make("small", {}, ...about(row)) }));
    list.replaceChildren(
      ...lines.map(({ row, node }) =>
        make("li", {}, make("button", { type: "button", onclick: () => chosen(row), "data-case": row.case, "data-item": row.item }, make("span", {}, row.request), node)),
      ),
    );
    more.hidden = found.length <= most;
  }
  const again = () => {
    count.setAttribute("role", "status"); // the first count is there to be read, not told
    most = SHOWN;
    show();
  };
  word.addEventListener("input", again);
  filters.forEach(({ field }) => field.addEventListener("change", again));
  box.append(
    make("div", { className: "choosing" }, make("div", { className: "filters" }, make("label", { htmlFor: word.id, className: "word" }, make("span", {}, "Find a case"), word), ...filters.map(({ node }) => node)), count, list, more, left),
  );
  show();
  return (told) => {
    states = told;
    lines.forEach(({ row, node }) => node.replaceChildren(...about(row))); // the list and the focus in it stay
  };
}
