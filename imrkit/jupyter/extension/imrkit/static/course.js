// The course in the sidebar: the start page, every lesson with how far it is, and what is open.
// Python tells it in .imrkit/course.json (imrkit/course/sidebar.py); without that file the
// notebooks of the folder are listed by their names.

const FILE = ".imrkit/course.json";
const NARROW = 900; // pixels
const STATES = {
  new: ["○", "not started"],
  started: ["◐", "started"],
  done: ["●", "done"],
  clear: ["✓", "clear"],
};
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">' +
  '<path class="jp-icon3 jp-icon-selectable" fill="#616161" ' +
  'd="M5 3h13a2 2 0 0 1 2 2v16H6a3 3 0 0 1-3-3V5a2 2 0 0 1 2-2zm1 13a1 1 0 0 0 0 3h12v-3zM8 7v2h8V7z"/>' +
  "</svg>";

/** Add the panel and its commands. */
export function makeCourse(app, tracker, shell, palette, restorer, { Widget, LabIcon }) {
  const widget = new Widget();
  widget.id = "imrkit-course";
  widget.addClass("imrkit-course");
  widget.title.caption = "Course";
  widget.title.icon = new LabIcon({ name: "imrkit:course", svgstr: ICON });
  widget.node.setAttribute("role", "navigation");
  widget.node.setAttribute("aria-label", "Course");
  shell.add(widget, "left", { rank: 10 });
  restorer?.add(widget, widget.id);

  const { contents } = app.serviceManager;
  const open = (path) => app.commands.execute("docmanager:open", { path });
  let course = { lessons: [] };
  const draw = () => drawCourse(widget.node, course, tracker.currentWidget?.context.path, open);
  const refresh = gently(async () => {
    if (document.hidden) return;
    const told = await readCourse(contents);
    if (JSON.stringify(told) === JSON.stringify(course)) return;
    course = told;
    draw();
  });

  // The start page asks for a lesson: it opens here, and the page is not loaded anew.
  document.addEventListener("imrkit:open", (event) => {
    event.preventDefault();
    open(event.detail.path);
  });

  // The learner's answers were deleted: lessons of which Python still has them start anew.
  document.addEventListener("imrkit:deleted", ({ target }) => {
    const panels = tracker.filter((panel) => !panel.isDisposed);
    for (const panel of panels) {
      if (!panel.hasClass("imrkit-trusted") || panel.node.contains(target)) continue;
      panel.sessionContext.session?.kernel?.restart();
    }
    const { sessions } = app.serviceManager;
    const open = new Set(panels.map((panel) => panel.context.path));
    const closed = course.lessons.filter((one) => !one.own && !open.has(one.path));
    const paths = new Set(closed.map((one) => one.path));
    for (const { id, path } of sessions.running()) if (paths.has(path)) sessions.shutdown(id);
  });

  tracker.currentChanged.connect(draw);
  tracker.widgetAdded.connect((_, panel) => {
    // What the learner answers is noted by Python, which then has nothing to do.
    panel.sessionContext.statusChanged.connect((_, status) => status === "idle" && refresh());
  });
  contents.fileChanged.connect(refresh);
  document.addEventListener("visibilitychange", refresh);
  refresh();

  const show = () => shell.activateById(widget.id);
  app.commands.addCommand("imrkit:course", { label: "Show the Course", execute: show });
  app.commands.addCommand("imrkit:start", {
    label: "Open the Start Page of the Course",
    isEnabled: () => Boolean(course.start),
    execute: () => open(course.start),
  });
  for (const command of ["imrkit:course", "imrkit:start"]) {
    palette?.addItem({ command, category: "Course" });
  }
  const narrowed = window.matchMedia(`(max-width: ${NARROW - 1}px)`);
  let folded = false; // whether it was the narrow window that folded what is beside the page
  narrowed.addEventListener("change", ({ matches }) => {
    if (!matches && folded) shell.expandLeft();
    folded = matches && !shell.leftCollapsed;
    if (matches) shell.collapseLeft();
  });
  shell.restored.then(({ fresh }) => {
    // After JupyterLab has put its own list of files there; a narrow window has no room to spare,
    // and what was open beside the page in a wider one would take half of it.
    setTimeout(() => {
      folded = narrowed.matches && (fresh || !shell.leftCollapsed);
      if (narrowed.matches) shell.collapseLeft();
      else if (fresh) show();
    });
  });
}

/** What Python tells, and every notebook of the folder that it does not tell of. */
async function readCourse(contents) {
  const course = await toldCourse(contents);
  const told = new Set([course.start, ...course.lessons.map((lesson) => lesson.path)]);
  const folder = await contents.get("", { content: true });
  const others = folder.content
    .filter((one) => one.type === "notebook" && !told.has(one.path))
    .map((one) => ({ path: one.path, title: one.name.replace(/\.ipynb$/, ""), own: true }))
    .sort((one, other) => one.title.localeCompare(other.title));
  return { ...course, lessons: [...course.lessons, ...others] };
}

async function toldCourse(contents) {
  try {
    const file = await contents.get(FILE, { type: "file", format: "text", content: true });
    const told = JSON.parse(file.content);
    if (told.schema === 1 && Array.isArray(told.lessons)) return told;
  } catch {
    // Absent, or of another version: the plain list.
  }
  return { lessons: [] };
}

/** Draw it anew; what had the focus has it again. */
function drawCourse(node, course, current, open) {
  const focused = node.contains(document.activeElement) ? document.activeElement.dataset.path : "";
  const link = (path, ...parts) => {
    const made = element("a", { href: "#", "data-path": path }, ...parts);
    if (path === current) made.setAttribute("aria-current", "page");
    made.addEventListener("click", (event) => {
      event.preventDefault();
      open(path);
    });
    return made;
  };
  const item = (lesson) => {
    const [sign, state] = STATES[lesson.state] ?? ["", ""];
    const name = lesson.number ? `${lesson.number}. ${lesson.title}` : lesson.title;
    const minutes = lesson.minutes && lesson.state === "new" ? `${lesson.minutes} minutes` : "";
    const told = [state, lesson.told, minutes].filter(Boolean).join(" · ");
    const parts = [element("span", { class: "name" }, name)];
    if (told) parts.push(element("span", { class: "told" }, told));
    const mark = element("span", { class: "sign", "aria-hidden": "true" }, sign);
    return element("li", {}, link(lesson.path, mark, element("span", {}, ...parts)));
  };
  const drawn = [element("h2", {}, "Course")];
  if (course.start) drawn.push(element("p", {}, link(course.start, "Start page")));
  if (course.due) {
    const questions = course.due === 1 ? "1 question comes" : `${course.due} questions come`;
    drawn.push(element("p", { class: "told" }, `${questions} back today.`));
  }
  const numbered = course.lessons.filter((lesson) => lesson.number);
  const others = course.lessons.filter((lesson) => !lesson.number);
  if (numbered.length) drawn.push(element("ol", { role: "list" }, ...numbered.map(item)));
  if (others.length && numbered.length) drawn.push(element("h3", {}, "Beside the lessons"));
  if (others.length) drawn.push(element("ul", { role: "list" }, ...others.map(item)));
  if (!course.lessons.length) drawn.push(element("p", {}, "There are no lessons in this folder."));
  node.replaceChildren(...drawn);
  if (focused) node.querySelector(`a[data-path="${CSS.escape(focused)}"]`)?.focus();
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Call at once, and at most twice in a second after that; never twice at the same time. */
function gently(what) {
  let waiting = false;
  let again = false;
  return async function call() {
    if (waiting) {
      again = true;
      return;
    }
    waiting = true;
    await what().catch(console.error);
    await new Promise((done) => setTimeout(done, 500));
    waiting = false;
    if (again) {
      again = false;
      call();
    }
  };
}
