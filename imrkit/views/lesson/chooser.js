/* A chooser of cases as a widget of its own. What is chosen comes back when the page is loaded again. */
const CHOSEN = "imrkit: the case chosen";

function render({ model, el }) {
  const box = make("div", {});
  const said = make("p", { className: "imr-opened", role: "status" });
  const root = make("section", { className: "imr imr-chooser", "aria-label": "Choose a case" }, box, said);
  keysStay(root);
  el.append(root);
  const rows = model.get("rows");
  choosing(box, rows, (row) => model.send({ case: row.case, item: row.item }));
  const rowOf = (chosen) => rows.find((one) => one.case === chosen.case && one.item === chosen.item);
  const show = () => {
    const row = rowOf(model.get("chosen"));
    if (row) keepCase(CHOSEN, row);
    say(said, row ? `Chosen: ${row.request}${row.number && ` (${row.number})`}. The steps below are about it.` : "");
  };
  hear(model);
  model.on("change:chosen", show);
  show();
  const before = rowOf(model.get("chosen")) ? null : rowOf(keptCase(CHOSEN));
  if (before) model.send({ case: before.case, item: before.item });
  const ended = grayWhenGone(model, root);
  return () => {
    ended();
    model.off("change:chosen", show);
  };
}

export default { render };
