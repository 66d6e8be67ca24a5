/* The start page: one thing to do next, the case of the day, the course, what comes back, words. */
const OPENED = "imrkit: the case opened";

function render({ model, el }) {
  const root = make("section", { className: "imr imr-start", "aria-label": "Start" });
  const status = () => make("p", { className: "imr-opened", role: "status" });
  const said = status();
  // What came of a wish is told beside the button that was pressed.
  const lines = { data: status(), hand_in: status(), certificate: status() };
  const problem = make("p", { className: "imr-gone", role: "alert", hidden: true });
  const ask = (content) => model.send(content);
  const total = make("p", { className: "imr-meta" });
  const hero = make("div", { className: "hero" });
  const places = Object.fromEntries(["map", "due", "ideas"].map((name) => [name, make("div", { className: name })]));
  const data = dataOf(ask, lines);
  const yours = make("div", { className: "data" }, ...data.nodes);
  const curve = make("div", { className: "curve" });
  const any = make("div", {});
  const words = make("div", { className: "glossary" });
  const block = (title, ...parts) => make("section", { "aria-label": title }, make("h2", {}, title), ...parts);
  root.append(
    make("header", {}, make("p", {}, "Lessons on real determinations: read the file, decide, then see what the reviewer saw."), total),
    problem,
    hero,
    said,
    make(
      "div",
      { className: "lay" },
      make("div", {}, block("The course", make("p", { className: "imr-cite" }, "In any order; this one is advised. The minutes are for reading once and answering once; with second thoughts and second tries, count on a third more."), places.map), block("Any case", make("p", { className: "imr-cite" }, "Each real determination is a lesson of its own. The outcome shows once you decided; where no verdict is asked, once you judged the criteria."), any)),
      make("aside", {}, block("Comes back today", places.due), block("Wrong ideas", places.ideas), block("How sure, how right", curve), block("Glossary", words), block("Your data", yours)),
    ),
    make("p", { className: "imr-cite foot" }, "For learning. Neither legal nor medical advice. Your answers stay on this computer."),
  );
  keysStay(root);
  el.append(root);
  const tellStates = choosing(any, model.get("cases"), (row) => ask({ case: row.case, item: row.item }));
  words.append(...glossaryOf(model.get("view").words));

  let picked = "";
  const shown = {};
  /** Draw a part anew only where what it shows has changed, so that focus and typing stay. */
  function put(name, node, key, draw) {
    const now = JSON.stringify(key);
    if (shown[name] === now) return;
    shown[name] = now;
    const had = node.contains(document.activeElement) && document.activeElement.textContent;
    const tile = [...node.children].findIndex((one) => one.contains(document.activeElement));
    node.replaceChildren(...draw());
    if (!had) return;
    const same = [...node.querySelectorAll("button, a")].find((one) => one.textContent === had);
    (same ?? node.children[tile]?.querySelector("button, a") ?? node.querySelector("button, a"))?.focus();
    node.children[tile]?.querySelector(".said")?.scrollIntoView({ block: "nearest" }); // from its first word
  }

  function show() {
    const view = model.get("view");
    if (view.day.guess) picked = ""; // it stands in the record, as long as that is kept
    say(total, view.total);
    say(problem, view.problem);
    const pick = (id) => {
      picked = id;
      show();
      hero.querySelector(".sure button")?.focus();
    };
    put("hero", hero, [view.here, view.day, picked], () => [continueTile(view), dayTile(view, ask, pick, picked)]);
    put("map", places.map, view.parts, () => mapOf(view));
    put("due", places.due, [view.due, view.waiting], () => dueList(view, ask));
    put("ideas", places.ideas, view.ideas, () => ideaList(view));
    data.update(view);
    tellStates(view.cases);
    fill(curve, view.calibration);
  }

  const tell = () => {
    const place = lines[model.get("said_at")] ?? said;
    for (const line of [said, ...Object.values(lines)]) say(line, line === place ? model.get("said") : "");
    place.scrollIntoView({ block: "nearest" });
  };
  /** What Python sends beside what is shown: a copy of the answers, to be saved; that they are deleted. */
  const take = (content) => {
    // Where JupyterLab has imrkit's extension, lessons that still show them start anew.
    if (content?.deleted) {
      root.dispatchEvent(new CustomEvent("imrkit:deleted", { bubbles: true }));
      picked = "";
      show();
    }
    if (!content?.file) return;
    const link = make("a", { href: URL.createObjectURL(new Blob([content.file])), download: content.name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  // Lessons in other tabs go on while this page is hidden: whenever it comes in sight, Python is
  // asked once how things stand. Several signs of one moment are one question. What is answered in a
  // case below, Python tells by itself.
  let asking = 0;
  const seen = () => {
    if (document.hidden || !root.offsetParent) return;
    asking ||= setTimeout(() => {
      asking = 0;
      ask({ refresh: true });
    }, 50);
  };
  // A tab that comes to the front may be scrolled far below this page, to a case that is open there:
  // what tells of it is that the page has a size again, wherever it is scrolled to.
  let had = false;
  const sight = new ResizeObserver(() => {
    const has = root.offsetWidth > 0;
    if (has && !had) seen();
    had = has;
  });
  sight.observe(root); // it tells at once, and again whenever the tab comes to the front
  document.addEventListener("visibilitychange", seen);
  window.addEventListener("focus", seen);
  root.addEventListener("mouseenter", seen);
  const open = () => keepCase(OPENED, model.get("opened"));
  const before = keptCase(OPENED); // in a kernel that was restarted since
  if (before.case && !model.get("opened").case) ask({ ...before, again: true });
  hear(model);
  model.on("change:opened", open);
  model.on("change:view", show);
  model.on("change:said", tell);
  model.on("msg:custom", take);
  show();
  say(lines[model.get("said_at")] ?? said, model.get("said"));
  const ended = grayWhenGone(model, root);
  return () => {
    ended();
    clearTimeout(asking);
    sight.disconnect();
    document.removeEventListener("visibilitychange", seen);
    window.removeEventListener("focus", seen);
    model.off("change:opened", open);
    model.off("change:view", show);
    model.off("change:said", tell);
    model.off("msg:custom", take);
  };
}

export default { render };
