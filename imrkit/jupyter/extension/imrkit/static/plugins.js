// The two parts that JupyterLab starts: lessons that open ready, and the course in the sidebar.
import { disableChanges } from "./cells.js";
import { makeCourse } from "./course.js";
import { openReady } from "./lesson.js";
import { leadLinks } from "./links.js";

/** The plugins; `use` brings packages that JupyterLab shares. */
export async function plugins(use) {
  const names = ["apputils", "application", "notebook", "ui-components"];
  const [apputils, application, notebook, ui, lumino] = await Promise.all([
    ...names.map((name) => use(`@jupyterlab/${name}`)),
    use("@lumino/widgets"),
  ]);
  addStyle();
  return [
    {
      id: "imrkit:lesson",
      description: "Runs lessons on opening, once a kernel, guards them, and leads links to their cell.",
      autoStart: true,
      requires: [notebook.INotebookTracker],
      activate(app, tracker) {
        const open = (panel) => {
          leadLinks(panel);
          openReady(panel, app, notebook.NotebookActions);
        };
        tracker.forEach(open);
        tracker.widgetAdded.connect((_, panel) => open(panel));
        disableChanges(app.commands, () => tracker.currentWidget?.hasClass("imrkit-trusted"));
      },
    },
    {
      id: "imrkit:course",
      description: "The course in the sidebar.",
      autoStart: true,
      requires: [notebook.INotebookTracker, application.ILabShell],
      optional: [apputils.ICommandPalette, application.ILayoutRestorer],
      activate(app, tracker, shell, palette, restorer) {
        const parts = { Widget: lumino.Widget, LabIcon: ui.LabIcon };
        makeCourse(app, tracker, shell, palette, restorer, parts);
      },
    },
  ];
}

function addStyle() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("imrkit.css", import.meta.url);
  document.head.append(link);
}
